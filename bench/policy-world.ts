// Rules and requests for `evaluate.mjs`: such as a company has, and such as Cedar can express too.
import { type Policy, policySchema } from "../lib/policy/model";
import { cedarPolicies } from "../lib/testing/cedar-policy";

export { buildIndex } from "../lib/policy/build-index";
export { evaluate } from "../lib/policy/evaluate";
export { factsSchema, indexFacts } from "../lib/policy/facts";
export { readPolicy } from "../lib/policy/read-policy";
export { requestSchema } from "../lib/policy/request";

const GROUPS = 200;
const SERVERS = 100;

/** Seven of ten allow a tool or a family of tools to a group, one denies, two look at arguments. */
export function policyOf(size: number): Policy {
  const rules = Array.from({ length: size }, (_, at) => ({
    id: `r${at}`,
    subjects: [`group:g${at % GROUPS}`],
    resources: [`tool:s${at % SERVERS}/t${at}_${at % 2 === 0 ? "*" : "read"}`],
    effect: at % 10 === 0 ? "deny" : "allow",
    ...(at % 10 > 7
      ? { when: { arguments: { properties: { env: { const: "test" } }, required: ["env"] } } }
      : {}),
  }));
  return policySchema.parse({ rules });
}

export function cedarOf({ rules }: Policy): Record<string, string> {
  return cedarPolicies(rules);
}

/** Callers in three groups each; every second asks for something that a rule gives them. */
export function requestsFor(size: number, count: number) {
  return Array.from({ length: count }, (_, at) => {
    const rule = (at * 7919) % size;
    const group = at % 2 === 0 ? rule % GROUPS : (rule + 1) % GROUPS;
    return {
      subject: {
        type: "user",
        id: `u${at % 500}`,
        properties: { iss: "https://idp.example", groups: [`g${group}`, "g3", "everybody"] },
      },
      action: { name: "tools/call" },
      resource: { type: "tool", id: `s${rule % SERVERS}/t${rule}_read` },
      context: { arguments: { env: at % 3 === 0 ? "live" : "test", query: "select 1" } },
    };
  });
}
