// The address of a source's page, as it was typed or linked. Unknown members are left out.
import type { SourceAddress } from "../routes";
import type { QuarantineParams } from "./options";

const TABS = ["settings", "keys", "connect", "quarantine"] as const;

export function parseSourceAddress(
  query: Record<string, string | string[] | undefined>,
): SourceAddress {
  const { tab, state, cursor } = query;
  return {
    tab: TABS.find((one) => one === tab),
    state: state === "settled" ? state : undefined,
    cursor: typeof cursor === "string" && /^\d{1,18}$/.test(cursor) ? cursor : undefined,
  };
}

export function quarantineParams({ state, cursor }: SourceAddress): QuarantineParams {
  return { state: state ?? "waiting", cursor: cursor ?? null };
}
