// The address of the inbox of approvals.
import type { ApprovalsAddress } from "../routes";
import { MOST_SELECTED } from "./model";

/** In the order in which their tabs stand. */
export const INBOX_TABS = ["mine", "groups", "decided", "expired"] as const;
export type InboxTab = (typeof INBOX_TABS)[number];

/** Takes the known parameters, the first of each; what cannot be read is left out. */
export function parseApprovalsAddress(
  parameters: Record<string, string | string[] | null | undefined>,
): ApprovalsAddress {
  const first = (key: string) => {
    const given = parameters[key];
    return (Array.isArray(given) ? given[0] : given)?.trim() || undefined;
  };
  const [tab, approval, cursor] = [first("tab"), first("approval"), first("cursor")];
  const together = selectedIn(first("together"));
  return {
    ...((tab === "groups" || tab === "decided" || tab === "expired") && { tab }),
    ...(approval !== undefined && { approval: approval.slice(0, 64) }),
    ...(together.length > 1 && { together: together.join(",") }),
    ...(cursor !== undefined && { cursor: cursor.slice(0, 200) }),
  };
}

/** Those of `together`, each once; what is no id of an approval is left out. */
export function selectedIn(together: string | undefined): string[] {
  const ids = (together ?? "").split(",").filter((id) => /^apr_[\w-]{1,60}$/.test(id));
  return [...new Set(ids)].slice(0, MOST_SELECTED);
}
