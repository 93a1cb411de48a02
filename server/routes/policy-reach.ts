// What the policy, or a change of it, means: for identities, for tools, rule by rule.
import { testArguments } from "../../lib/policy/arguments/test-arguments";
import { argumentsTestInput, argumentsTestView } from "../../lib/policy/arguments/view";
import { exportPolicy } from "../../lib/policy/export/export-policy";
import { exportQuery, exportView } from "../../lib/policy/export/model";
import { byMember } from "../http/by-member";
import { diffInput, diffView } from "../../lib/policy/diff/model";
import { readDiff } from "../../lib/policy/diff/read-diff";
import { POLICY_LIMITS } from "../../lib/policy/model";
import { readEffective } from "../../lib/policy/reach/effective";
import { effectiveQuery, effectiveView } from "../../lib/policy/reach/effective-view";
import { listRules } from "../../lib/policy/reach/rule-list";
import { ruleList, ruleListQuery } from "../../lib/policy/reach/rule-list-view";
import type { Container } from "../../lib/container";
import { route } from "../http/route";

const shared = { role: "console", access: { kind: "member", permission: "policy:read" } } as const;
const bodyBytes = 4 * POLICY_LIMITS.bytes;

const depsOf = ({ console: pool, directory }: Container) => ({ pool, directory });

export const policyReachRoutes = [
  route({
    ...shared,
    method: "POST",
    path: "/api/v1/policy/diff",
    summary:
      "Two documents (versions, drafts, texts) compared by what each identity gains and loses",
    body: diffInput,
    bodyBytes,
    response: diffView,
    handle: ({ container, body }) => readDiff(depsOf(container), body),
  }),
  route({
    ...shared,
    method: "GET",
    path: "/api/v1/policy/effective",
    summary: "What a subject may use, or who may use a tool: through which rules, and last used",
    query: effectiveQuery,
    response: effectiveView,
    handle: ({ container, query }) => readEffective(depsOf(container), query),
  }),
  route({
    ...shared,
    method: "POST",
    path: "/api/v1/policy/arguments/test",
    summary:
      "Try a condition on arguments: on values, and on past calls for whoever may see payloads",
    body: argumentsTestInput,
    response: argumentsTestView,
    handle: (asked) => testArguments(byMember(asked), asked.body),
  }),
  route({
    ...shared,
    method: "GET",
    path: "/api/v1/policy/export",
    summary: "The policy for a gateway that decides by itself (CEL, Cedar), and what it cannot say",
    query: exportQuery,
    response: exportView,
    handle: ({ container, query }) => exportPolicy(container.console, query),
  }),
  route({
    ...shared,
    method: "GET",
    path: "/api/v1/policy/rules",
    summary: "The rules of the policy or a draft, each with its use in 90 days",
    query: ruleListQuery,
    response: ruleList,
    handle: ({ container, query }) => listRules(container.console, query),
  }),
];
