// A deployment in which calls wait for people: groups, approvers and a gateway that asks.
import { sql } from "drizzle-orm";
import type { Role } from "../access/model";
import type { EvaluationRequest } from "../policy/request";
import { publishPolicy } from "../policy/publish-policy";
import { newestVersion } from "../policy/read-versions";
import { type TestApi, testApi, type TestMember } from "./api";
import { type Authenticator, authenticator, type Manner } from "./authenticator";
import { asOperator } from "./deployment";

export const ISSUER = "https://idp.example";
export type Person = TestMember & { slug: string };
type Answer = { status: number; body: Record<string, unknown> };

export type ApprovalWorld = {
  api: TestApi;
  /** The key of the gateway `gw`. */
  key: string;
  publish: (rules: readonly Record<string, unknown>[]) => Promise<number>;
  /** A member who is a person in these groups; roles default to approver. */
  person: (slug: string, groups?: readonly string[], roles?: readonly Role[]) => Promise<Person>;
  evaluate: (call: EvaluationRequest, more?: Send) => Promise<Answer>;
  /** Asks, and submits what was denied. */
  request: (call: EvaluationRequest, more?: Send & { extra?: object }) => Promise<string>;
  task: (id: string, key?: string) => Promise<Answer>;
  /** The handle that the gateway is given once it is approved. */
  handle: (id: string) => Promise<string>;
  decide: (who: Person, id: string, answer?: object) => Promise<Answer>;
  /** A passkey of theirs, added a week ago unless said otherwise. */
  enrol: (who: Person, age?: string) => Promise<Authenticator>;
  /** Says that the tools of these names of jira are destructive. */
  destructive: (...tools: readonly string[]) => Promise<void>;
  /** Says that they write, and destroy nothing. */
  writing: (...tools: readonly string[]) => Promise<void>;
  /** Asks for the challenge and decides with what the passkey signs. */
  decideWith: (
    key: Authenticator,
    who: Person,
    id: string,
    answer?: { choice: "approve" | "deny"; reason?: string; for?: string; scope?: string },
    manner?: Manner,
  ) => Promise<Answer>;
  breakGlass: (key: Authenticator, who: Person, id: string, reason: string) => Promise<Answer>;
  get: (path: string, cookie: string) => Promise<Answer>;
  /** With a cookie or a key; the gateway's key where neither is named. */
  post: (path: string, json: unknown, more?: Send & { cookie?: string }) => Promise<Answer>;
  close: () => Promise<void>;
};
type Send = { key?: string; requestId?: string; idempotencyKey?: string };

export const ASK = {
  id: "ask",
  name: "Deleting waits for a lead",
  subjects: ["anyone"],
  resources: ["tool:jira/*"],
  effect: "ask",
  approval: { steps: [{ from: ["group:leads"], count: 1 }] },
};

/** Alice's call of jira/delete_issue through an agent. */
export function heldCall(
  args: Record<string, unknown> = { issue: "PAY-1182" },
  more: Record<string, unknown> = {},
  sub = "alice",
): EvaluationRequest {
  return {
    subject: { type: "user", id: sub, properties: { iss: ISSUER } },
    action: { name: "tools/call", properties: undefined },
    resource: { type: "tool", id: "jira/delete_issue", properties: undefined },
    context: { arguments: args, agent: "triage-bot", ...more },
  };
}

/** `jira/delete_issue` writes here, so that a sign-in is enough for a yes to it. */
export async function approvalWorld(): Promise<ApprovalWorld> {
  const api = await testApi();
  const { pool } = api.deployment;
  const { text: key } = await api.key(["decisions:evaluate", "approvals:request"]);

  const send = async (
    path: string,
    json: unknown,
    more: { cookie?: string; key?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> => answerOf(await api.request("POST", path, { json, ...more }));
  const classify = async (risk: "write" | "destructive", tools: readonly string[]) => {
    await pool.db.execute(sql`
      WITH made AS (INSERT INTO server (name) VALUES ('jira')
        ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING id)
      INSERT INTO tool (server_id, name, risk)
      SELECT made.id, n, ${risk} FROM made,
        json_array_elements_text(${JSON.stringify(tools)}::text::json) AS n
      ON CONFLICT (server_id, name) DO UPDATE SET risk = excluded.risk`);
  };
  // What nobody classified would take a passkey for each yes.
  await classify("write", ["delete_issue"]);
  const asked = ({ key: own = key, requestId, idempotencyKey }: Send = {}) => {
    const headers: Record<string, string> = {};
    if (requestId !== undefined) headers["x-onbehalf-asked-as"] = requestId;
    if (idempotencyKey !== undefined) headers["idempotency-key"] = idempotencyKey;
    return { key: own, headers };
  };

  const world: ApprovalWorld = {
    api,
    key,
    publish: async (rules) => {
      const { number } = await publishPolicy(asOperator(pool), {
        document: JSON.stringify({ rules }),
        reason: "a test",
        base: await newestVersion(pool.db),
      });
      await api.container.decisions.inForce.look();
      return number;
    },
    person: async (slug, groups = ["leads"], roles = ["approver"]) => {
      const member = await api.member(...roles);
      await pool.db.execute(sql`
        WITH made AS (INSERT INTO person (slug, name) VALUES (${slug}, ${slug}) RETURNING id),
        grouped AS (INSERT INTO person_group (name, person_id, provenance)
          SELECT g, made.id, 'manual' FROM made,
            json_array_elements_text(${JSON.stringify(groups)}::text::json) AS g)
        UPDATE member SET person_id = made.id FROM made WHERE member.id = ${member.id}`);
      await pool.db.execute(sql`UPDATE deployment SET directory_version = directory_version + 1`);
      return { ...member, slug };
    },
    evaluate: async (call, more) => {
      // As a server does all the time.
      await api.container.decisions.inForce.look();
      return send("/access/v1/evaluation", call, asked(more));
    },
    request: async (call, more = {}) => {
      const { body } = await world.evaluate(call, more);
      const denial = { evaluation_id: contextOf(body)["evaluation_id"] };
      const { subject, action, resource } = call;
      const json = { subject, action, resource, denial, ...more.extra };
      const made = await send("/access/v1/requests", json, asked(more));
      if (made.status !== 202) throw new Error(JSON.stringify(made.body));
      return String(membersOf(made.body["task"])["id"]);
    },
    task: async (id, own = key) =>
      answerOf(await api.request("GET", `/access/v1/requests/${id}`, { key: own })),
    handle: async (id) => {
      const { body } = await world.task(id);
      return String(membersOf(membersOf(body["result"])["approval"])["id"]);
    },
    decide: (who, id, answer = { choice: "approve" }) =>
      send(`/api/v1/approvals/${id}/decide`, answer, { cookie: who.cookie }),
    enrol: async ({ cookie, id }, age = "7 days") => {
      const { origin, hostname: rpId } = api.container.env.url;
      const key = authenticator({ origin, rpId });
      const path = "/api/v1/profile/passkeys";
      const begun = await send(`${path}/begin`, {}, { cookie });
      const response = key.create(begun.body);
      const added = await send(path, { name: "test", response }, { cookie });
      if (added.status !== 201) throw new Error(JSON.stringify(added.body));
      await pool.db.execute(sql`
        UPDATE member_passkey SET created_at = now() - ${age}::text::interval
        WHERE member_id = ${id} AND credential_id = ${response.id}`);
      return key;
    },
    destructive: (...tools) => classify("destructive", tools),
    writing: (...tools) => classify("write", tools),
    decideWith: async (key, { cookie }, id, answer = { choice: "approve" }, manner = {}) => {
      const path = `/api/v1/approvals/${id}`;
      const { reason: _, ...ask } = answer;
      const options = await send(`${path}/challenge`, ask, { cookie });
      if (options.status !== 200) return options;
      const passkey = key.sign(options.body, manner);
      return send(`${path}/decide`, { ...answer, passkey }, { cookie });
    },
    breakGlass: async (key, { cookie }, id, reason) => {
      const path = `/api/v1/approvals/${id}/break-glass`;
      const { body } = await send(`${path}/challenge`, {}, { cookie });
      return send(path, { reason, passkey: key.sign(body) }, { cookie });
    },
    get: async (path, cookie) => answerOf(await api.request("GET", path, { cookie })),
    post: (path, json, { cookie, ...more } = {}) =>
      send(path, json, cookie === undefined ? asked(more) : { cookie }),
    close: async () => {
      api.container.approvals.stop();
      api.refuseBugs();
      await api.close();
    },
  };
  return world;
}

/** The same call, carrying what it was approved by. */
export function carrying(call: EvaluationRequest, handle: string): EvaluationRequest {
  return { ...call, context: { ...call.context, approval: { id: handle } } };
}

export function contextOf(body: Record<string, unknown>): Record<string, unknown> {
  return membersOf(body["context"]);
}

export function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, body: membersOf(text === "" ? {} : JSON.parse(text)) };
}
