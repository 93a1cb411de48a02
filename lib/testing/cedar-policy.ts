// Those parts of a policy that Cedar can say too, as Cedar.
import { encodeName, type Glob } from "../identity/glob";
import { parseSelector } from "../identity/selector";
import { parseSubjectSelector } from "../identity/subject-selector";
import type { Rule } from "../policy/model";

/** Each rule as one policy under its id. Rules that ask, and limits, Cedar does not know. */
export function cedarPolicies(rules: readonly Rule[]): Record<string, string> {
  return Object.fromEntries(
    rules.filter(({ enabled }) => enabled).map((rule) => [rule.id, cedarPolicy(rule)]),
  );
}

function cedarPolicy({ effect, subjects, except, actions, resources, when }: Rule): string {
  const action = `action in [${actions.map((name) => entity("Action", name)).join()}]`;
  const conditions = [
    anyOf(subjects.map(subjectTest)),
    anyOf(resources.map(resourceTest)),
    ...(when?.runAs ? [`[${when.runAs.map(quoted).join()}].contains(context.runAs)`] : []),
    ...argumentTests(when?.arguments),
  ];
  const exception = except.length > 0 ? ` unless { ${anyOf(except.map(subjectTest))} }` : "";
  const head = effect === "deny" ? "forbid" : "permit";
  return `${head} (principal, ${action}, resource) when { ${conditions.join(" && ")} }${exception};`;
}

function entity(type: string, id: string): string {
  return `${type}::${quoted(id)}`;
}

function subjectTest(text: string): string {
  const selector = parseSubjectSelector(text);
  if (selector?.kind === "group") return `principal in ${entity("Group", selector.value)}`;
  if (selector?.kind === "person") return `principal in ${entity("Person", selector.value)}`;
  if (selector?.kind === "client") return `context.agent == ${quoted(selector.value)}`;
  if (selector?.kind === "principal") {
    return `principal == ${entity("User", `${selector.value.iss}|${selector.value.sub}`)}`;
  }
  return "true";
}

function resourceTest(text: string): string {
  const selector = parseSelector(text);
  if (!selector) return "false";
  const { type, server, name } = selector;
  return `(resource.kind == ${quoted(type)} && resource.server like ${like(server)} && resource.name like ${like(name)})`;
}

/** `{ properties: { name: { const: text } }, required: [name] }`, which both can say. */
function argumentTests(schema: unknown): string[] {
  const text = JSON.stringify(schema) ?? "";
  const found = /^\{"properties":\{"(\w+)":\{"const":("[^"\\]*")\}\},"required":\["\1"\]\}$/.exec(
    text,
  );
  if (!found) return [];
  const [, name, wanted] = found;
  return [`context.arguments has ${name} && context.arguments.${name} == ${wanted}`];
}

function anyOf(tests: readonly string[]): string {
  return `(${tests.join(" || ")})`;
}

/** Parts are compared as they stand in a selector, so that no star is a character. */
function like(glob: Glob): string {
  return quoted(glob.map(encodeName).join("*"));
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
