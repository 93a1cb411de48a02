// agentgateway's `mcpAuthorization`: CEL expressions, of which one must hold. Denials are part of
// each, so that it does not matter whether the version at hand knows rules that deny.
import type { Glob } from "../../identity/glob";
import type { Selector } from "../../identity/selector";
import { mayOverlap } from "../guard/witness";
import type { NameRule } from "./name-level";
import { byIssuer, type Principals } from "./principals";

export function celPolicies(rules: readonly NameRule[]): { ruleId: string; text: string }[] {
  const denies = rules.filter(({ effect }) => effect === "deny");
  return rules
    .filter(({ effect }) => effect === "allow")
    .map((rule) => {
      const against = denies.filter(({ tools }) =>
        tools.some((tool) => rule.tools.some((other) => mayOverlap(tool, other))),
      );
      const stops = against.map((deny) => ` && !(${match(deny)})`).join("");
      return { ruleId: rule.id, text: match(rule) + stops };
    });
}

function match({ who, tools }: NameRule): string {
  return [whoTest(who), `(${tools.map(toolTest).join(" || ")})`].filter(Boolean).join(" && ");
}

function whoTest(who: Principals): string {
  const named = [...byIssuer(who)].map(
    ([iss, subs]) => `(jwt.iss == ${text(iss)} && jwt.sub in [${subs.map(text).join(", ")}])`,
  );
  if (named.length === 0) return who.allBut ? "" : "false";
  return `${who.allBut ? "!" : ""}(${named.join(" || ")})`;
}

function toolTest({ server, name }: Selector): string {
  return (
    [globTest("mcp.tool.target", server), globTest("mcp.tool.name", name)]
      .filter(Boolean)
      .join(" && ") || "true"
  );
}

function globTest(field: string, glob: Glob): string {
  if (glob.length === 1) return `${field} == ${text(glob[0] ?? "")}`;
  if (glob.every((run) => run === "")) return "";
  const pattern = glob
    .map((run) => run.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
    .join(".*");
  return `${field}.matches(${text(`^(?s:${pattern})$`)})`;
}

/** CEL takes JSON's escapes. */
function text(value: string): string {
  return JSON.stringify(value);
}
