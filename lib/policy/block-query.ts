import { parseSelector } from "../identity/selector";
import { parseSubjectSelector } from "../identity/subject-selector";
import { globOf } from "../calls/query-language/glob";
import type { MatchTerm } from "../calls/query-language/model";
import { isText } from "../calls/query-language/nodes";
import { printQuery } from "../calls/query-language/print";
import type { BlockedWhat } from "./block-choices";

/**
 * The query of the calls that a block would have hit; null where a selector cannot be read. A call's
 * client is what its gateway says of it, so there may be more of them than a block would hit.
 */
export function blockQuery({ subject, resource, credential }: BlockedWhat): string | null {
  const terms: MatchTerm[] = [];
  if (subject !== undefined) {
    const term = ofSubject(subject);
    if (term === null) return null;
    if (term !== "anyone") terms.push(term);
  }
  if (resource !== undefined) {
    const found = ofResource(resource);
    if (found === null) return null;
    terms.push(...found);
  }
  if (credential !== undefined) terms.push(isText("credential", credential));
  return printQuery({ terms });
}

function ofSubject(text: string): MatchTerm | "anyone" | null {
  const selector = parseSubjectSelector(text);
  switch (selector?.kind) {
    case undefined:
      return null;
    case "anyone":
      return "anyone";
    case "person":
      return isText("caller", `person:${selector.value}`);
    case "principal":
      return isText("caller", `${selector.value.iss}|${selector.value.sub}`);
    case "client":
      return isText("client", `id:${selector.value}`);
    case "group":
      return isText("group", selector.value);
  }
}

const CALL_TYPES: Record<string, string> = {
  tool: "tool.call",
  resource: "resource.read",
  prompt: "prompt.get",
};

/** Null for a type that no call has. */
function ofResource(text: string): MatchTerm[] | null {
  const selector = parseSelector(text);
  const type = selector && CALL_TYPES[selector.type];
  if (!selector || type === undefined) return null;
  const { server, name } = selector;
  const runs = [...server.slice(0, -1), `${server.at(-1)}/${name[0]}`, ...name.slice(1)];
  const glob = runs.length > 1;
  const full = glob ? globOf(runs) : (runs[0] ?? "");
  return [
    isText("type", type),
    { kind: "match", negated: false, field: "tool", values: [{ text: full, glob }] },
  ];
}
