// A request as the rules look at it: who asks for what, with what is known about them.
import { isJsonObject, type JsonObject } from "../calls/adapters/json-values";
import { principalKey } from "../identity/principal";
import type { Facts } from "./facts";
import { memberOf, textMember } from "./member-of";
import type { EvaluationRequest } from "./request";
import { type NamedResource, readResource } from "./resource";

export type Asked = {
  request: EvaluationRequest;
  action: string;
  resource: NamedResource;
  /** "" where the request states no issuer. */
  iss: string;
  sub: string;
  principalKey: string | undefined;
  person: string | undefined;
  /** `undefined`: nobody knows them. */
  groups: ReadonlySet<string> | undefined;
  client: string | undefined;
  runAs: string | undefined;
  definitionSha256: string | undefined;
  /** The credential that the call would run with. */
  credential: string | undefined;
  /** Steps that conditions have taken so far. */
  work: number;
};

/** AuthZEN's `invoke` and MCP's `tools/call` are one action. */
export function actionName(name: string): string {
  return name === "invoke" ? "tools/call" : name;
}

export function readAsked(request: EvaluationRequest, facts: Facts): Asked {
  const { subject, action, resource, context } = request;
  const iss = textMember(subject.properties, "iss");
  const principal = iss === undefined ? undefined : { iss, sub: subject.id };
  const person = principal && facts.personOf(principal);
  const downstream = memberOf(context, "downstream");
  return {
    request,
    action: actionName(action.name),
    resource: readResource(resource),
    iss: iss ?? "",
    sub: subject.id,
    principalKey: principal && principalKey(principal),
    person,
    groups: groupsOf(subject.properties, person, facts),
    client: textMember(context, "agent"),
    runAs: textMember(context, "runAs"),
    definitionSha256: textMember(context, "definitionSha256"),
    credential: isJsonObject(downstream) ? textMember(downstream, "credential") : undefined,
    work: 0,
  };
}

/** The directory's, and those that a source asserts which is trusted for groups. */
function groupsOf(
  properties: JsonObject | undefined,
  person: string | undefined,
  facts: Facts,
): ReadonlySet<string> | undefined {
  const known = person === undefined ? undefined : facts.groupsOf(person);
  const stated = facts.groupsTrusted ? memberOf(properties, "groups") : undefined;
  if (!isNames(stated)) return known;
  return new Set(known === undefined ? stated : [...known, ...stated]);
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}
