// The addresses of drafts and versions.
import type { CompareAddress, DraftsAddress, ExportAddress } from "../routes";
import { EXPORT_TARGETS } from "./export/model";

type Parameters = Record<string, string | string[] | undefined>;

const first = (value: string | string[] | undefined) =>
  (Array.isArray(value) ? value[0] : value)?.trim() || undefined;

/** Takes what is known, the first of each; anything else is left out. */
export function parseDraftsAddress(parameters: Parameters): DraftsAddress {
  const state = first(parameters["state"]);
  const cursor = first(parameters["cursor"]);
  return {
    ...((state === "published" || state === "discarded") && { state }),
    ...(cursor && { cursor }),
  };
}

/** The cursor of the list of versions, which is a number. */
export function parseVersionsCursor(parameters: Parameters): string | undefined {
  const cursor = first(parameters["cursor"]);
  return cursor !== undefined && versionNumber(cursor) !== null ? cursor : undefined;
}

export function parseCompareAddress(parameters: Parameters): CompareAddress {
  const [from, to] = [first(parameters["from"]), first(parameters["to"])];
  return { ...(from && { from }), ...(to && { to }) };
}

/** The number of a version in an address; null for what is none. */
export function versionNumber(text: string | undefined): number | null {
  const number = /^[1-9]\d{0,9}$/.test(text ?? "") ? Number(text) : 0;
  return number >= 1 && number <= 2_147_483_647 ? number : null;
}

/** The line of a text that an address leads to; null for none. */
export function lineNumber(parameters: Parameters): number | null {
  return versionNumber(first(parameters["line"]));
}

/** For agentgateway where nothing else is said. */
export function parseExportAddress(parameters: Parameters): ExportAddress {
  const target = EXPORT_TARGETS.find((one) => one === first(parameters["target"]));
  const [issuer, gateway] = [first(parameters["issuer"]), first(parameters["gateway"])];
  return {
    target: target ?? "agentgateway",
    ...(issuer && { issuer }),
    ...(gateway && { gateway }),
  };
}
