// `tool:SERVER/NAME` and its kin: which tools a sanction or a rule speaks of (`permissions.md`).
import type { CallType } from "../calls/model";
import { fitsGlob, type Glob, parseGlob, printGlob } from "./glob";

export type Selector = { type: string; server: Glob; name: Glob };
export type Resource = { type: string; server: string; name: string };

/**
 * Both parts are always there; `*` never crosses the "/" between them. `undefined` when the text is
 * no selector (a part is missing, or an unencoded second "/"): such a selector fits nothing.
 */
export function parseSelector(text: string): Selector | undefined {
  const colon = text.indexOf(":");
  const slash = text.indexOf("/", colon);
  if (colon < 1 || slash <= colon + 1 || slash === text.length - 1) return undefined;
  if (text.includes("/", slash + 1)) return undefined;
  return {
    type: text.slice(0, colon),
    server: parseGlob(text.slice(colon + 1, slash)),
    name: parseGlob(text.slice(slash + 1)),
  };
}

/** The text that reads back as this selector. */
export function printSelector({ type, server, name }: Selector): string {
  return `${type}:${printGlob(server)}/${printGlob(name)}`;
}

/** Server and name are compared as a pair, exactly, case included. */
export function fitsSelector(selector: Selector, resource: Resource): boolean {
  return (
    selector.type === resource.type &&
    fitsGlob(selector.server, resource.server) &&
    fitsGlob(selector.name, resource.name)
  );
}

/** The selector type for each type of call. */
export const RESOURCE_TYPES = {
  "tool.call": "tool",
  "resource.read": "resource",
  "prompt.get": "prompt",
} as const satisfies Record<CallType, string>;
