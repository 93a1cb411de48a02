import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listCalls } from "../calls/query";
import { storeQuarantine } from "../calls/quarantine";
import { importDirectory } from "../identity/change-directory";
import { sequencePending } from "../ledger/sequence";
import type { Source } from "../sources/model";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../testing/deployment";
import { createChannel } from "./create-channel";
import { type Message, messageSchema, NOTICES } from "./model";
import { tellQuarantine, tellSevere, tellSilence } from "./raise-notices";

const HOUR_MS = 3_600_000;
let deps: TestDeployment;
let source: Source;
let n = 0;
beforeAll(async () => {
  deps = await testDeployment();
  source = await testSource(deps.pool, "edge");
  await importDirectory(asOperator(deps.pool), {
    kind: "links",
    via: "csv",
    rows: [
      { person: "alice", iss: "https://idp.acme.example", sub: "00alice" },
      { person: "bob", iss: "https://github.example", sub: "1002" },
    ].map((cells, line) => ({ line, cells })),
  });
  const env = { smtpUrl: undefined, allowAddresses: [] };
  await createChannel({ keys: deps.keys, env })(asOperator(deps.pool), {
    kind: "webhook",
    name: "all",
    events: [...NOTICES],
    address: "https://hooks.example/",
  });
});
afterAll(() => deps.close());
beforeEach(async () => {
  await deps.pool.sql`TRUNCATE outbox, source_notice, source_progress, rollup_hour, rollup_day`;
});

const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
/** Alice's calls that ran as Bob: critical. */
const asBob = (age: number) =>
  nativeCall(`c-${n++}`, {
    time: ago(age),
    downstream: {
      evidence: "validated",
      kind: "user_token",
      iss: "https://github.example",
      sub: "1002",
    },
  });
const sequenced = async (records: readonly unknown[]) => {
  await send(deps, source, records);
  await sequencePending(deps.pool.sql);
};

async function told(): Promise<Message[]> {
  const rows = await deps.pool.sql<
    { message: string }[]
  >`SELECT message FROM outbox ORDER BY created_at`;
  return rows.map(({ message }) => messageSchema.parse(JSON.parse(message)));
}

describe("severe calls", () => {
  it("are told at once with their count, and the link opens exactly them", async () => {
    await sequenced([asBob(60_000), asBob(30_000), nativeCall(`c-${n++}`, { time: ago(45_000) })]);
    expect(await tellSevere(deps.pool)).toBe(1);
    const [message] = await told();
    expect(message?.title).toBe("2 critical calls through edge");
    const { searchParams } = new URL(message?.path ?? "", "http://here");
    const page = await listCalls(deps.pool, viewerWith("viewer"), Object.fromEntries(searchParams));
    expect(page.items.map(({ severity }) => severity)).toEqual(["critical", "critical"]);
  });

  it("are told once a source and hour; those that follow are told in the next, each once", async () => {
    await sequenced([asBob(20_000)]);
    await Promise.all([tellSevere(deps.pool), tellSevere(deps.pool), tellSevere(deps.pool)]);
    await sequenced([asBob(15_000), asBob(10_000)]);
    expect(await tellSevere(deps.pool)).toBe(0);
    await deps.pool
      .sql`UPDATE source_notice SET severe_told_in = severe_told_in - interval '1 hour'`;
    await deps.pool.sql`UPDATE outbox SET dedupe_key = dedupe_key || ' an hour ago'`;
    await tellSevere(deps.pool);
    expect((await told()).map(({ title }) => title)).toEqual([
      "1 critical call through edge",
      "2 critical calls through edge",
    ]);
    expect(await tellSevere(deps.pool)).toBe(0);
  });

  it("of history that is imported are not told", async () => {
    await sequenced([asBob(25 * HOUR_MS)]);
    expect(await tellSevere(deps.pool)).toBe(0);
  });
});

describe("a silent source", () => {
  const heard = (age: number) =>
    deps.pool
      .sql`UPDATE source_progress SET received_at = now() - make_interval(secs => ${age / 1000})`;

  it("is told once it pauses twice as long as ever in its week", async () => {
    // Hourly but for one pause of 3 hours, until 7 hours ago.
    const hours = [7, 8, 9, 12, 13, 14, 15, 16, 17, 18, 19, 20];
    await sequenced(hours.map((hour) => nativeCall(`c-${n++}`, { time: ago(hour * HOUR_MS) })));
    await heard(5 * HOUR_MS);
    expect(await tellSilence(deps.pool)).toBe(0);
    await heard(6.6 * HOUR_MS);
    expect(await tellSilence(deps.pool)).toBe(1);
    expect(await tellSilence(deps.pool)).toBe(0);
    const [message] = await told();
    expect(message?.title).toBe("edge fell silent");
    await heard(0);
    expect(await tellSilence(deps.pool)).toBe(0);
    expect(await told()).toHaveLength(1);
  });

  it("that only ever sent once was not sending", async () => {
    await sequenced([nativeCall(`c-${n++}`, { time: ago(30 * HOUR_MS) })]);
    await heard(29 * HOUR_MS);
    expect(await tellSilence(deps.pool)).toBe(0);
  });
});

describe("a quarantine", () => {
  const quarantine = (texts: string[]) =>
    deps.pool.sql.begin((tx) =>
      storeQuarantine(
        tx,
        deps.keys,
        source.id,
        texts.map((content) => ({
          format: "native",
          reason: "not JSON",
          position: "item 1",
          eventId: undefined,
          content,
        })),
      ),
    );
  const anHourPasses = async () => {
    await deps.pool.sql`
      UPDATE source_notice SET quarantine_told_in = quarantine_told_in - interval '1 hour'`;
    await deps.pool.sql`UPDATE outbox SET dedupe_key = dedupe_key || ' an hour ago'`;
  };

  it("is told when it grows, at most once an hour, and not while it stays", async () => {
    await quarantine(["a", "b"]);
    expect(await tellQuarantine(deps.pool)).toBe(1);
    await quarantine(["c"]);
    expect(await tellQuarantine(deps.pool)).toBe(0);
    await anHourPasses();
    expect(await tellQuarantine(deps.pool)).toBe(1);
    await anHourPasses();
    expect(await tellQuarantine(deps.pool)).toBe(0);
    await deps.pool.sql`UPDATE quarantine SET settled_as = 'ignored'`;
    expect(await tellQuarantine(deps.pool)).toBe(0);
    await quarantine(["d"]);
    expect(await tellQuarantine(deps.pool)).toBe(1);
    expect((await told()).map(({ title }) => title)).toEqual([
      "2 more records of edge could not be read",
      "1 more record of edge could not be read",
      "1 more record of edge could not be read",
    ]);
  });
});
