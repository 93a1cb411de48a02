// Cedar, as ToolHive and AgentCore name things. Both have no wildcards for tools: selectors become
// the tools that are known, and what is new is denied until the next export.
import { fitsSelector } from "../../identity/selector";
import type { NameRule } from "./name-level";
import { byIssuer, type Principals } from "./principals";

export type Tool = { server: string; name: string };
type Text = { ruleId: string; text: string };

/** Of one server: each has its own policies there. https://docs.stacklok.com/toolhive/reference/authz-policy-reference */
export function toolhivePolicies(
  rules: readonly NameRule[],
  tools: readonly Tool[],
  issuer: string,
): Text[] {
  return cedar(rules, tools, (rule, fitting) => {
    const resources = fitting.map(({ name }) => `Tool::${quoted(name)}`);
    const what = `[${resources.join(", ")}].contains(resource)`;
    const who = whoTest(
      rule.who,
      issuer,
      (subs) => `[${subs.map((sub) => `Client::${quoted(sub)}`).join(", ")}].contains(principal)`,
    );
    return `${head(rule)}(principal, action == Action::"call_tool", resource) when { ${[...who, what].join(" && ")} };`;
  });
}

/** Of the whole gateway. https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/policy-scope.html */
export function agentcorePolicies(
  rules: readonly NameRule[],
  tools: readonly Tool[],
  issuer: string,
  gateway: string | undefined,
): Text[] {
  const place =
    gateway === undefined
      ? "resource is AgentCore::Gateway"
      : `resource == AgentCore::Gateway::${quoted(gateway)}`;
  return cedar(rules, tools, (rule, fitting) => {
    const actions = fitting.map(
      ({ server, name }) => `AgentCore::Action::${quoted(`${server}___${name}`)}`,
    );
    const who = whoTest(
      rule.who,
      issuer,
      (subs) => `[${subs.map(quoted).join(", ")}].contains(principal.id)`,
    );
    const condition = who.length === 0 ? "" : ` when { ${who.join(" && ")} }`;
    return `${head(rule)}(principal is AgentCore::OAuthUser, action in [${actions.join(", ")}], ${place})${condition};`;
  });
}

function cedar(
  rules: readonly NameRule[],
  tools: readonly Tool[],
  print: (rule: NameRule, fitting: Tool[]) => string,
): Text[] {
  return rules.flatMap((rule) => {
    const fitting = tools.filter(({ server, name }) =>
      rule.tools.some((selector) => fitsSelector(selector, { type: "tool", server, name })),
    );
    return fitting.length === 0 ? [] : [{ ruleId: rule.id, text: print(rule, fitting) }];
  });
}

function head({ effect }: NameRule): string {
  return effect === "allow" ? "permit " : "forbid ";
}

/** No test where everybody is meant. */
function whoTest(who: Principals, issuer: string, among: (subs: string[]) => string): string[] {
  const subs = byIssuer(who, issuer).get(issuer) ?? [];
  if (subs.length === 0) return who.allBut ? [] : ["false"];
  return [who.allBut ? `!${among(subs)}` : among(subs)];
}

/** Cedar's own escapes: JSON's \u0007 is none of them. */
function quoted(text: string): string {
  const escaped = text.replaceAll(/["\\]|\p{C}/gu, (one) =>
    one === '"' || one === "\\" ? `\\${one}` : `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return `"${escaped}"`;
}
