import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getCall } from "../calls/call-detail";
import { listCalls } from "../calls/query";
import { addEntry } from "../identity/change-directory";
import { takeJob } from "../jobs/held-job";
import { getJob } from "../jobs/list-jobs";
import { runNextJob } from "../jobs/run-next-job";
import { leafHash } from "../ledger/leaf";
import type { Source } from "../sources/model";
import { updateSource } from "../sources/update-source";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../testing/deployment";
import { settle, whatIsWrong } from "../testing/settle";
import { eraseStep } from "./erase-step";
import { listErasures } from "./list-erasures";
import type { ErasureInput } from "./model";
import { previewErasure } from "./preview-erasure";
import { requestErasure } from "./request-erasure";

const owner = viewerWith("owner");
const idp = "https://idp.acme.example";
const alice = { kind: "person", id: "alice" } as const;
const minutesAgo = (n: number) => new Date(Date.now() - n * 60_000).toISOString();
let deps: TestDeployment;
let source: Source;

beforeEach(async () => {
  deps = await testDeployment();
  source = await testSource(deps.pool);
  await send(deps, source, [...madeBy("00alice", 3), ...madeBy("00bob", 2)]);
  const links = [
    { person: "alice", iss: idp, sub: "00alice", name: "Alice Ayre", email: "alice@acme.example" },
    { person: "alice", iss: "https://github.example", sub: "1001" },
  ];
  for (const link of links) await addEntry(asOperator(deps.pool), "links", link);
  await settle(deps);
});
afterEach(() => deps.close());

function madeBy(sub: string, n: number, more: Record<string, unknown> = {}) {
  return Array.from({ length: n }, (_, one) =>
    nativeCall(`${sub}-${one}`, {
      time: minutesAgo(one + 1),
      caller: { evidence: "validated", iss: idp, sub, groups: ["secops"], name: "Given Name" },
      result: { secret: "of this person" },
      network: { clientIp: "198.51.100.7" },
      outcome: { status: "error", message: "told to nobody" },
      ...more,
    }),
  );
}

const work = () => ({
  kind: "erasure" as const,
  step: eraseStep({ sql: deps.pool.sql, keys: deps.keys }),
  sql: deps.pool.sql,
  stopped: new AbortController().signal,
  report: (about: string, error: unknown) => {
    throw new Error(about, { cause: error });
  },
});

async function erase(input: Omit<ErasureInput, "reason">) {
  const asked = await requestErasure(asOperator(deps.pool), { ...input, reason: "asked under 17" });
  while (await runNextJob(work()));
  await settle(deps);
  return asked;
}

const stored = () => deps.pool.sql<{ event: string; bytes: string | null; salts: number }[]>`
  SELECT c.event_id AS event, concat(p.arguments, p.result, p.text, p.network, c.facts,
           encode(r.ciphertext, 'hex')) AS bytes,
         num_nonnulls(p.arguments_salt, p.result_salt, p.text_salt, p.network_salt, r.salt,
           c.facts_salt) AS salts
  FROM call c JOIN payload p USING (occurred_at, batch_id, batch_pos)
  JOIN payload_raw r USING (occurred_at, batch_id, batch_pos) ORDER BY c.event_id`;

async function expectLeavesHold() {
  const rows = await deps.pool.sql<{ envelope: string; leaf: Buffer }[]>`
    SELECT envelope, leaf_hash AS leaf FROM call`;
  for (const { envelope, leaf } of rows) expect(leafHash(envelope)).toEqual(leaf);
}

async function detailOf(event: string) {
  const { items } = await listCalls(deps.pool, owner, {});
  const details = await Promise.all(items.map(({ id }) => getCall(deps, owner, id)));
  const found = details.find(({ envelope }) => envelope.includes(`"event":"${event}"`));
  if (found === undefined) throw new Error(`there is no call ${event}`);
  return found;
}

describe("erasing the payloads of a person's calls", () => {
  it("leaves neither bytes nor salts, touches nobody else's, and breaks no hash", async () => {
    const before = await stored();
    await erase({ subject: alice, payloads: true, confirm: "alice" });
    const after = await stored();
    expect(after.filter(({ event }) => event.startsWith("00alice"))).toEqual(
      [0, 1, 2].map((n) => ({ event: `00alice-${n}`, bytes: "", salts: 0 })),
    );
    const bobs = ({ event }: { event: string }) => event.startsWith("00bob");
    expect(after.filter(bobs)).toEqual(before.filter(bobs));
    await expectLeavesHold();
    expect(await whatIsWrong(deps)).toEqual([]);
  });

  it("is told in the call: which parts, when, by whom and why", async () => {
    await erase({ subject: alice, payloads: true, confirm: "alice" });
    const detail = await detailOf("00alice-0");
    const told = { why: "erasure", by: "operator:test", reason: "asked under 17" };
    expect(detail.missing.map(({ part }) => part)).toEqual([
      "arguments",
      "result",
      "text",
      "network",
      "raw",
      "facts",
    ]);
    expect(detail.missing[0]).toMatchObject({ ...told, at: expect.stringMatching(/Z$/) });
    expect(detail.erased).toBe(true);
    expect(detail.reasons).toMatchObject([{ rule: "erased" }]);
    expect((await detailOf("00bob-0")).missing).toEqual([]);
  });

  it("within a time reaches no call outside of it", async () => {
    const time = { from: minutesAgo(2.5), to: minutesAgo(1.5) };
    const preview = await previewErasure(deps.pool, {
      subject: alice,
      payloads: true,
      directory: false,
      ...time,
    });
    expect(preview.calls).toBe(1);
    await erase({ subject: alice, payloads: true, confirm: "alice", ...time });
    const gone = (await stored()).filter(({ salts }) => salts === 0);
    expect(gone.map(({ event }) => event)).toEqual(["00alice-1"]);
  });

  it("leaves verdicts as they were given, also after a change of the directory", async () => {
    await erase({ subject: alice, payloads: true, confirm: "alice" });
    const verdicts = () => deps.pool.sql`
      SELECT event_id, verdict, judged_at_version FROM call WHERE event_id LIKE '00alice%' ORDER BY 1`;
    const before = [...(await verdicts())];
    await updateSource(asOperator(deps.pool), { id: source.publicId, callerCeiling: "absent" });
    await settle(deps);
    expect([...(await verdicts())]).toEqual(before);
    expect(await whatIsWrong(deps)).toEqual([]);
  });

  it("is sealed and recorded without a name, with what, why and who", async () => {
    const { id } = await erase({
      subject: alice,
      payloads: true,
      directory: true,
      confirm: "alice",
    });
    const [logged] = await deps.pool.sql`
      SELECT actor, subject, details FROM admin_log WHERE action = 'erasure.requested'`;
    expect(logged).toMatchObject({
      actor: "operator:test",
      subject: id,
      details: { payloads: true, directory: true, reason: "asked under 17" },
    });
    const [event] = await deps.pool.sql<{ envelope: string; text: string; index: number }[]>`
      SELECT g.envelope, p.text, (s.first_index + g.batch_pos)::int AS index FROM gateway_event g
      JOIN payload p USING (occurred_at, batch_id, batch_pos) JOIN sealed s USING (batch_id)
      WHERE g.type = 'erasure.done'`;
    expect(event?.index).toBe(5);
    expect(event?.text).toContain("the payloads of 3 calls and the names of 2 principals");
    const written = JSON.stringify([logged, event]);
    for (const name of ["alice", "00alice", "1001", "Ayre"]) expect(written).not.toContain(name);
  });

  it("goes on where a killed worker stopped, and a step that fails leaves all", async () => {
    const more = Array.from({ length: 600 }, (_, n) =>
      nativeCall(`many-${n}`, {
        time: minutesAgo(10 + n / 100),
        caller: { evidence: "validated", iss: idp, sub: "00alice" },
      }),
    );
    await send(deps, source, more);
    await settle(deps);
    const input = { subject: alice, payloads: true, confirm: "alice", reason: "asked under 17" };
    const { job: jobId } = await requestErasure(asOperator(deps.pool), input);
    const held = await takeJob(deps.pool.sql, "erasure");
    if (held === null) throw new Error("no job waits");
    await work().step(held);
    expect(await getJob(deps.pool, owner, jobId)).toMatchObject({ done: 500, total: 603 });
    // Its lease was lost: the next step of the dead worker is undone.
    await deps.pool.sql`UPDATE job SET lease_until = now() - interval '1 s'`;
    const erasedBefore = (await stored()).filter(({ salts }) => salts === 0).length;
    const next = await takeJob(deps.pool.sql, "erasure");
    await expect(work().step({ ...held, done: 500 })).rejects.toThrow();
    expect((await stored()).filter(({ salts }) => salts === 0)).toHaveLength(erasedBefore);
    if (next === null) throw new Error("nobody took it over");
    await work().step(next);
    expect(await getJob(deps.pool, owner, jobId)).toMatchObject({ state: "done", done: 603 });
    const { items } = await listErasures(deps.pool);
    expect(items).toMatchObject([{ calls: 603, person: { id: "alice" }, job: { state: "done" } }]);
  });
});

describe("erasing one call", () => {
  it("erases its parts and no other call's", async () => {
    const { id } = await detailOf("00bob-1");
    await erase({ subject: { kind: "call", id }, payloads: true });
    const gone = (await stored()).filter(({ salts }) => salts === 0);
    expect(gone.map(({ event }) => event)).toEqual(["00bob-1"]);
    await expectLeavesHold();
    const { items } = await listErasures(deps.pool);
    expect(items).toMatchObject([{ call: id, calls: 1, principals: [] }]);
  });
});

describe("erasing names", () => {
  it("leaves an opaque id that the envelopes name, and no person", async () => {
    const [{ id } = { id: 0 }] = await deps.pool.sql<{ id: string }[]>`
      SELECT public_id AS id FROM principal WHERE sub = '00alice'`;
    await erase({ subject: alice, directory: true, confirm: "alice" });
    const rows = await deps.pool.sql`
      SELECT iss, sub, name, email, person_id, linked_by FROM principal WHERE public_id = ${id}`;
    expect(rows).toEqual([
      { iss: null, sub: null, name: null, email: null, person_id: null, linked_by: null },
    ]);
    expect(await deps.pool.sql`SELECT 1 FROM person`).toHaveLength(0);
    const detail = await detailOf("00alice-0");
    expect(detail.caller.identity).toMatchObject({ id, principal: null, person: null, name: null });
    expect(detail.answers.authorisedBy.text).toContain("an erased identity");
    expect(detail.parts).toContain("arguments");
    await expectLeavesHold();
    const dump = JSON.stringify([
      await deps.pool.sql`SELECT * FROM principal`,
      await deps.pool.sql`SELECT * FROM directory_change`,
      await deps.pool.sql`SELECT * FROM erasure`,
      await deps.pool.sql`SELECT * FROM job`,
    ]);
    for (const name of ["alice", "Ayre"]) expect(dump).not.toContain(name);
  });

  it("is forgotten by every process: who calls again is a new identity", async () => {
    await erase({ subject: alice, directory: true, confirm: "alice" });
    await deps.directory.newest();
    await send(deps, source, [
      nativeCall("again", {
        time: minutesAgo(0.1),
        caller: { evidence: "validated", iss: idp, sub: "00alice" },
      }),
    ]);
    const rows = await deps.pool.sql<{ old: boolean }[]>`
      SELECT c.caller_id = (SELECT caller_id FROM call WHERE event_id = '00alice-0') AS old
      FROM call c WHERE event_id = 'again'`;
    expect(rows).toEqual([{ old: false }]);
  });

  it("says before what goes and what stays, because an admin decided it", async () => {
    const row = { iss: idp, sub: "00alice", at: minutesAgo(5), reason: "left the company" };
    await addEntry(asOperator(deps.pool), "revocations", row);
    const preview = await previewErasure(deps.pool, {
      subject: alice,
      payloads: false,
      directory: true,
    });
    expect(preview).toMatchObject({
      calls: 0,
      names: { persons: 1, principals: 2, groups: 0, clients: 0 },
      stays: [{ what: "revocations", n: 1 }],
    });
  });
});

describe("an erasure is refused", () => {
  it.each([
    [{ subject: alice, payloads: true, confirm: "bob" }, "repeat the name, alice"],
    [{ subject: alice, confirm: "alice" }, "Say what to erase"],
    [{ subject: { kind: "person", id: "nobody" }, payloads: true }, "no such person"],
    [{ subject: { kind: "call", id: "call_x" }, payloads: true }, "no such call"],
    [{ subject: { kind: "call", id: "call_x" }, directory: true }, "its payloads alone"],
  ] as const)("%j", async (input, why) => {
    const asking = requestErasure(asOperator(deps.pool), { ...input, reason: "asked under 17" });
    await expect(asking).rejects.toThrow(why);
    expect(await deps.pool.sql`SELECT 1 FROM erasure`).toHaveLength(0);
  });

  it("by the table itself, for anything but facts", async () => {
    const change = deps.pool.sql.begin(async (tx) => {
      await tx`SELECT set_config('onbehalf.erase', 'on', true)`;
      await tx`UPDATE call SET verdict = 'match', facts = NULL, facts_salt = NULL`;
    });
    await expect(change).rejects.toThrow("append-only");
  });
});
