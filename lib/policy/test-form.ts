// A stored test as a form: who, which tool, with what, and the answer. Pure.
import { isJsonObject, type JsonObject } from "../calls/adapters/json-values";
import { canonicalJson } from "../ledger/canonical-json";
import { textMember } from "./member-of";
import { EFFECTS, type Effect } from "./model";
import { type EvaluationRequest, requestSchema } from "./request";
import type { StoredTest } from "./stored-tests";

export type TestForm = {
  name: string;
  expect: Effect;
  /** The subject's id at its issuer, the issuer, and groups with commas between. */
  who: string;
  issuer: string;
  groups: string;
  /** `server/tool`. */
  tool: string;
  /** A JSON object, or nothing. */
  args: string;
  /** The request as JSON, where it says more than the fields can; null: the fields say it. */
  request: string | null;
};

export type Problems = Partial<Record<keyof TestForm, string>>;
export type ReadTestForm = { ok: true; test: JsonObject } | { ok: false; problems: Problems };

const EMPTY: TestForm = {
  name: "",
  expect: "deny",
  who: "",
  issuer: "",
  groups: "",
  tool: "",
  args: "",
  request: null,
};

/** What a request says in fields; as JSON where they would lose any of it. */
export function testFormOf(test: StoredTest | undefined): TestForm {
  if (test === undefined) return EMPTY;
  const { name, expect, request } = test;
  const form = { ...EMPTY, name, expect, ...fieldsOf(request) };
  const again = readTestForm(form);
  const kept = again.ok && canonicalJson(again.test["request"]) === canonicalJson(request);
  return kept ? form : { ...EMPTY, name, expect, request: JSON.stringify(request, null, 2) };
}

export function readTestForm(form: TestForm): ReadTestForm {
  const problems: Problems = {};
  const name = form.name.trim();
  if (name === "") problems.name = "Say what it makes sure of";
  const request =
    form.request === null ? requestOf(form, problems) : jsonOf(form.request, problems);
  if (request === null || Object.keys(problems).length > 0) return { ok: false, problems };
  const expect: Effect = EFFECTS.includes(form.expect) ? form.expect : "deny";
  return { ok: true, test: { name, request, expect } };
}

function fieldsOf({ subject, resource, context }: EvaluationRequest): Partial<TestForm> {
  const groups = subject.properties?.["groups"];
  const args = context?.["arguments"];
  return {
    who: subject.id,
    issuer: textMember(subject.properties, "iss") ?? "",
    groups: Array.isArray(groups) ? groups.join(", ") : "",
    tool: resource.id,
    args: args === undefined ? "" : JSON.stringify(args, null, 2),
  };
}

function requestOf(form: TestForm, problems: Problems): JsonObject | null {
  const who = form.who.trim();
  const tool = form.tool.trim();
  const groups = form.groups
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const issuer = form.issuer.trim();
  if (who === "") problems.who = "Say who asks";
  if (!/^[^/]+\/[^/]+$/.test(tool)) problems.tool = "Name it as server/tool";
  const args = form.args.trim() === "" ? undefined : parsed(form.args);
  if (args !== undefined && !isJsonObject(args)) problems.args = "Must be a JSON object";
  const properties = {
    ...(issuer !== "" && { iss: issuer }),
    ...(groups.length > 0 && { groups }),
  };
  return {
    subject: {
      type: "user",
      id: who,
      ...(Object.keys(properties).length > 0 && { properties }),
    },
    action: { name: "tools/call" },
    resource: { type: "tool", id: tool },
    ...(isJsonObject(args) && { context: { arguments: args } }),
  };
}

function jsonOf(text: string, problems: Problems): JsonObject | null {
  const value = parsed(text);
  const read = requestSchema.safeParse(value);
  if (read.success && isJsonObject(value)) return value;
  const issue = read.error?.issues[0];
  problems.request = issue
    ? `${issue.path.join(".")}: ${issue.message}`
    : "Must be a request as gateways send it, in JSON";
  return null;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}
