import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addEntry } from "../../identity/change-directory";
import { endSanction } from "../../identity/end-sanction";
import { unlinkPrincipal } from "../../identity/unlink-principal";
import type { DirectoryKind } from "../../identity/directory-rows";
import type { Source } from "../../sources/model";
import { updateSource } from "../../sources/update-source";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
} from "../../testing/deployment";
import { settle, whatIsWrong } from "../../testing/settle";
import { ingestEvents } from "../ingest";

const IDP = "https://idp.acme.example";
const GITHUB = "https://github.example";
const at = () => new Date(Date.now() - 60_000).toISOString();
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

let deps: TestDeployment;
let gw: Source;
let other: Source;
let sts: Source;

/** A call of `caller` on the server that ran as `ranAs`; both are subjects. */
const call = (id: string, caller: string, ranAs: object, more: object = {}) =>
  nativeCall(id, {
    time: at(),
    caller: { evidence: "validated", iss: IDP, sub: caller },
    server: { name: "github" },
    downstream: { evidence: "validated", kind: "user_token", iss: GITHUB, ...ranAs },
    ...more,
  });

beforeAll(async () => {
  deps = await testDeployment();
  gw = await testSource(deps.pool, "gw");
  other = await testSource(deps.pool, "other");
  sts = await testSource(deps.pool, "sts");
  await updateSource(asOperator(deps.pool), { id: sts.publicId, evidenceProvider: true });
  await settle(deps);
  await store(gw, [
    call("plain", "alice", { sub: "1001" }),
    call("as-bot", "alice", { sub: "bot", kind: "client_credentials" }),
    call("bot-itself", "bot", { sub: "9", iss: IDP }),
    call("owned", "alice", { kind: "api_key", credential: { id: "pat-7", owner: "person:zoe" } }),
    call("owned-pair", "alice", { credential: { id: "pat-8", owner: `principal:${IDP}|zoe` } }),
    call("delegated", "carol", {
      iss: IDP,
      sub: "carol",
      token: { act: { iss: IDP, sub: "broker" } },
    }),
    call("on-jira", "dave", { evidence: "absent" }, { server: { name: "jira" } }),
    call("on-wiki", "dave", { evidence: "absent" }, { server: { name: "wiki" } }),
    call("other-tool", "erin", { sub: "bot2", kind: "workload" }, { tool: { name: "drop" } }),
    call("witnessed", "fay", { evidence: "absent" }, { trace: { requestId: "rq-1" } }),
  ]);
  await store(other, [call("elsewhere", "gus", { sub: "1002" })]);
  const mint = {
    id: "mint",
    type: "token.mint",
    time: at(),
    downstream: { evidence: "observed", kind: "user_token", iss: IDP, sub: "fay-alias" },
    trace: { requestId: "rq-1" },
  };
  await store(sts, [mint]);
  await settle(deps);
});
afterAll(() => deps.close());

async function store(source: Source, records: readonly unknown[]) {
  if (source === sts) {
    await ingestEvents(deps, {
      source,
      format: "native",
      items: records.map((raw) => ({ content: { raw }, position: "item" })),
      receivedAt: new Date(),
      backfill: true,
      evidence: true,
    });
  } else await send(deps, source, records);
}

const version = async () => {
  const [row] = await deps.pool.sql<{ v: string }[]>`SELECT directory_version AS v FROM deployment`;
  return Number(row?.v);
};

/** Runs the change, lets everything settle, and says which calls were judged again by it. */
async function judgedAgainBy(change: () => Promise<unknown>): Promise<string[]> {
  const before = await version();
  await change();
  await settle(deps);
  expect(await whatIsWrong(deps)).toEqual([]);
  const rows = await deps.pool.sql<{ id: string }[]>`
    SELECT event_id AS id FROM call WHERE judged_at_version > ${before} ORDER BY 1`;
  return rows.map(({ id }) => id);
}

const add = (kind: DirectoryKind, cells: Record<string, unknown>) =>
  addEntry(asOperator(deps.pool), kind, cells);

const verdictOf = async (id: string) => {
  const [row] = await deps.pool.sql<{ verdict: string }[]>`
    SELECT verdict FROM call WHERE event_id = ${id}`;
  return row?.verdict;
};

const historyOf = (id: string) => deps.pool.sql`
  SELECT h.from_verdict, h.to_verdict, h.evidence, h.job_id IS NOT NULL AS by_job,
         (SELECT array_agg(d.why) FROM directory_change d WHERE d.version = ANY(h.changes)) AS why
  FROM verdict_change h WHERE h.event_id = ${id} ORDER BY h.n`;

describe("a change of the directory judges again exactly what it can affect", () => {
  it("a link: calls of the principal and as the principal", async () => {
    expect(
      await judgedAgainBy(() => add("links", { person: "al", iss: IDP, sub: "alice" })),
    ).toEqual(["as-bot", "owned", "owned-pair", "plain"]);
    expect(
      await judgedAgainBy(() => add("links", { person: "al", iss: GITHUB, sub: "1001" })),
    ).toEqual(["plain"]);
    expect(await verdictOf("plain")).toBe("match");
    expect(await historyOf("plain")).toMatchObject([
      {
        from_verdict: "unknown",
        to_verdict: "match",
        evidence: false,
        by_job: true,
        why: [`linked ${GITHUB} | 1001 to al`],
      },
    ]);
  });

  it("a link that was there already: none", async () => {
    const again = () => add("links", { person: "al", iss: GITHUB, sub: "1001" });
    expect(await judgedAgainBy(again)).toEqual([]);
  });

  it("the first mention of a person: calls with their credential; then their principals", async () => {
    const named = () => add("groups", { group: "eng", person: "zoe" });
    expect(await judgedAgainBy(named)).toEqual(["owned"]);
    expect(await verdictOf("owned")).toBe("mismatch");
    const linked = () => add("links", { person: "zoe", iss: IDP, sub: "zoe" });
    expect(await judgedAgainBy(linked)).toEqual(["owned-pair"]);
    expect(await verdictOf("owned-pair")).toBe("mismatch");
  });

  it("a principal that evidence names: the calls that it speaks of", async () => {
    await add("links", { person: "fay", iss: IDP, sub: "fay" });
    await settle(deps);
    expect(await verdictOf("witnessed")).toBe("unknown");
    const linked = () => add("links", { person: "fay", iss: IDP, sub: "fay-alias" });
    expect(await judgedAgainBy(linked)).toEqual(["witnessed"]);
    expect(await verdictOf("witnessed")).toBe("match");
  });

  it("a service, on either side", async () => {
    const declared = () => add("services", { iss: IDP, sub: "bot" });
    expect(await judgedAgainBy(declared)).toEqual(["bot-itself"]);
    expect(await judgedAgainBy(() => add("services", { iss: GITHUB, sub: "bot" }))).toEqual([
      "as-bot",
    ]);
  });

  it("a trusted actor: calls in which it acted", async () => {
    expect(await verdictOf("delegated")).toBe("mismatch");
    expect(await judgedAgainBy(() => add("actors", { iss: IDP, sub: "broker" }))).toEqual([
      "delegated",
    ]);
    expect(await verdictOf("delegated")).toBe("match");
  });

  it("a group's member: their calls as callers", async () => {
    const added = () => add("groups", { group: "eng", person: "fay" });
    expect(await judgedAgainBy(added)).toEqual(["witnessed"]);
  });

  it("a server, and the identity with which it is said to sign in", async () => {
    const declared = () =>
      add("servers", { name: "jira", configured_iss: IDP, configured_sub: "dave" });
    expect(await judgedAgainBy(declared)).toEqual(["on-jira"]);
    expect(await verdictOf("on-jira")).toBe("claimed");
    const linked = () => add("links", { person: "dave", iss: IDP, sub: "dave" });
    expect(await judgedAgainBy(linked)).toEqual(["on-jira", "on-wiki"]);
  });

  it("a tool's risk: its calls", async () => {
    const classified = () => add("tools", { server: "github", name: "drop", risk: "read" });
    expect(await judgedAgainBy(classified)).toEqual(["other-tool"]);
    const [row] = await deps.pool.sql`SELECT severity FROM call WHERE event_id = 'other-tool'`;
    expect(row).toMatchObject({ severity: "medium" });
  });

  it("a revocation: calls at or after its moment", async () => {
    const revoked = (when: string) => () =>
      add("revocations", { iss: GITHUB, sub: "1001", at: when, reason: "lost laptop" });
    expect(await judgedAgainBy(revoked(inDays(1)))).toEqual([]);
    expect(await judgedAgainBy(revoked(inDays(-1)))).toEqual(["plain"]);
    expect(await verdictOf("plain")).toBe("mismatch");
  });

  it("a sanction: calls since its start that it can cover; its end takes none of them back", async () => {
    const cells = {
      ran_as_iss: GITHUB,
      ran_as_sub: "bot",
      tools: "tool:github/create_*",
      callers: "anyone",
      owner: "sec@acme.example",
      reason: "the build bot",
      from: new Date(Date.now() - 120_000).toISOString(),
      until: inDays(30),
    };
    expect(await judgedAgainBy(() => add("sanctions", cells))).toEqual(["as-bot"]);
    expect(await verdictOf("as-bot")).toBe("sanctioned");
    const [row] = await deps.pool.sql<{ id: string }[]>`SELECT id FROM sanction`;
    const ended = () => endSanction(asOperator(deps.pool), { id: row?.id ?? "" });
    expect(await judgedAgainBy(ended)).toEqual([]);
    expect(await verdictOf("as-bot")).toBe("sanctioned");
  });

  it("a sanction of a credential, by its name", async () => {
    const cells = {
      ran_as_credential: "pat-8",
      tools: "tool:github/*",
      callers: "anyone",
      owner: "sec@acme.example",
      reason: "break glass",
      from: new Date(Date.now() - 120_000).toISOString(),
      until: inDays(30),
    };
    expect(await judgedAgainBy(() => add("sanctions", cells))).toEqual(["owned-pair"]);
    expect(await verdictOf("owned-pair")).toBe("sanctioned");
  });

  it("what a source is trusted for: all of its calls, and none of another's", async () => {
    const update = (settings: object) => () =>
      updateSource(asOperator(deps.pool), { id: other.publicId, ...settings });
    expect(await judgedAgainBy(update({ callerCeiling: "asserted" }))).toEqual(["elsewhere"]);
    expect(await verdictOf("elsewhere")).toBe("unattributed");
    expect(await judgedAgainBy(update({ callerCeiling: "asserted" }))).toEqual([]);
    expect(await judgedAgainBy(update({ format: "native" }))).toEqual([]);
    const { callerCeiling, ...rest } = { callerCeiling: "validated", resource: "https://gw" };
    expect(await judgedAgainBy(update({ callerCeiling, ...rest }))).toEqual(["elsewhere"]);
  });

  it("that a source is no provider any more: the calls that it spoke of", async () => {
    const no = () =>
      updateSource(asOperator(deps.pool), { id: sts.publicId, evidenceProvider: false });
    expect(await judgedAgainBy(no)).toEqual(["witnessed"]);
    expect(await verdictOf("witnessed")).toBe("unknown");
  });

  it("an unlink: what the link had affected", async () => {
    const [row] = await deps.pool.sql<{ id: string }[]>`
      SELECT public_id AS id FROM principal WHERE iss = ${IDP} AND sub = 'alice'`;
    const unlinked = () => unlinkPrincipal(asOperator(deps.pool), { id: row?.id ?? "" });
    expect(await judgedAgainBy(unlinked)).toEqual(["as-bot", "owned", "owned-pair", "plain"]);
  });

  it("of a person whose row was erased, the verdict stands", async () => {
    const before = await verdictOf("delegated");
    await deps.pool.sql`
      UPDATE principal SET iss = NULL, sub = NULL, name = NULL WHERE iss = ${IDP} AND sub = 'carol'`;
    const changed = () =>
      updateSource(asOperator(deps.pool), { id: gw.publicId, callerCeiling: "asserted" });
    expect(await judgedAgainBy(changed)).not.toContain("delegated");
    expect(await verdictOf("delegated")).toBe(before);
  });
});
