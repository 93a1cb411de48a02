import { setTimeout as pause } from "node:timers/promises";
import type postgres from "postgres";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openConnection } from "../../db/client";
import { openPayload } from "../calls/open-payload";
import { openQuarantined } from "../calls/open-quarantined";
import { encodeCallId } from "../calls/public-id";
import { createChannel } from "../notify/create-channel";
import { channelContext } from "../notify/deliver";
import { type Source } from "../sources/model";
import {
  asOperator,
  nativeCall,
  send,
  testDeployment,
  type TestDeployment,
  testSecret,
  testSource,
} from "../testing/deployment";
import { readSources } from "../testing/sources";
import { encryptAgain } from "./encrypt-again";
import { openKeys } from "./key-ring";
import { fingerprintOf } from "./keys";
import { holdPresence, whileUnused } from "./presence";
import { pruneRetiredKeys } from "./prune-retired";
import { rotateSecret } from "./rotate-secret";

const SECOND = Buffer.alloc(32, 21);
const THIRD = Buffer.alloc(32, 22);
const TIME = "2026-11-20T10:00:00.123456Z";

let deps: TestDeployment;
let source: Source;
let sql: postgres.Sql;

beforeEach(async () => {
  deps = await testDeployment();
  sql = openConnection(deps.url, "test");
  source = await testSource(deps.pool);
});
afterEach(async () => {
  await sql.end();
  await deps.close();
});

describe("after a rotation", () => {
  test("an event that comes again is a duplicate and one that changed a conflict, whichever secret it was stored under", async () => {
    await send(deps, source, [nativeCall("first")]);
    await rotate(testSecret, SECOND);
    await send(deps, source, [nativeCall("second")]);
    await rotate(SECOND, THIRD);
    for (const id of ["first", "second"]) {
      const changed = nativeCall(id, { outcome: { status: "error" } });
      const results = await send(deps, source, [nativeCall(id), changed, nativeCall(`${id}-new`)]);
      expect(results.map(({ status }) => status)).toEqual(["duplicate", "conflict", "stored"]);
    }
  });

  test("what is in quarantine and comes again is counted where it is", async () => {
    await send(deps, source, [{ no: "record" }]);
    await rotate(testSecret, SECOND);
    await send(deps, source, [{ no: "record" }, { no: "other" }]);
    const rows = await sql`SELECT times FROM quarantine ORDER BY id`;
    expect(rows.map(({ times }) => times)).toEqual([2, 1]);
  });

  test("old raw parts, quarantine and channels open, before they are encrypted again and after", async () => {
    const channel = await filled();
    await rotate(testSecret, SECOND);
    await expectAllOpen(channel);
    expect(await encryptAgain(sql, deps.keys)).toBe(4);
    await expectAllOpen(channel);
    expect(await keyIdsInUse()).toEqual([2]);
    const kept = await sql`SELECT payload, dedupe IS NOT NULL AS dedupe FROM retired_key`;
    expect([...kept]).toEqual([{ payload: null, dedupe: true }]);
  });

  test("encrypting again that was killed is finished by the next run", async () => {
    const records = Array.from({ length: 1_200 }, (_, n) => nativeCall(`many-${n}`));
    await send(deps, source, records);
    await rotate(testSecret, SECOND);
    const killed = encryptAgain(sql, deps.keys, () => {
      throw new Error("killed");
    });
    await expect(killed).rejects.toThrow("killed");
    expect(await keyIdsInUse()).toEqual([1, 2]);
    deps.keys = await openKeys(deps.pool.db, SECOND);
    expect(await encryptAgain(sql, deps.keys)).toBe(700);
    expect(await keyIdsInUse()).toEqual([2]);
    expect(await rawOf("many-0")).toContain("many-0");
  });

  test("equal secrets keep equal marks", async () => {
    const before = deps.keys.redactionMac("hunter2");
    const dedupe = deps.keys.dedupeMac("x");
    await rotate(testSecret, SECOND);
    await rotate(SECOND, THIRD);
    expect(deps.keys.redactionMac("hunter2")).toBe(before);
    expect(deps.keys.dedupeMac("x").equals(dedupe)).toBe(false);
  });

  test("the old secret is refused by a sentence that says when it was rotated", async () => {
    await rotate(testSecret, SECOND);
    await expect(openKeys(deps.pool.db, testSecret)).rejects.toThrow(
      new RegExp(`rotated at 20\\d\\d-.*expected ${deps.keys.fingerprint}`),
    );
    await expect(
      rotateSecret({ from: testSecret, to: THIRD })(asOperator(deps.pool), {}),
    ).rejects.toThrow("rotated at");
  });

  test("everybody is signed out and the admin log says by whom", async () => {
    await sql`INSERT INTO member (id, email) VALUES ('mem_1', 'a@acme.example')`;
    await sql`INSERT INTO member_session (id_sha256, member_id, auth_time, last_active_at, expires_at)
              VALUES ('\\x00', 'mem_1', now(), now(), now() + interval '1 hour')`;
    await rotate(testSecret, SECOND);
    expect(await sql`SELECT 1 FROM member_session WHERE ended_at IS NULL`).toHaveLength(0);
    const [record] =
      await sql`SELECT actor, subject FROM admin_log WHERE action = 'secret.rotated'`;
    expect(record).toEqual({ actor: "operator:test", subject: deps.keys.fingerprint });
  });

  test("no key can be read from the database without the secret in force", async () => {
    await rotate(testSecret, SECOND);
    const stolen = await sql<{ dedupe: Buffer }[]>`SELECT dedupe FROM retired_key`;
    await sql`UPDATE deployment SET secret_fingerprint = ${fingerprintOf(THIRD)}`;
    expect(stolen).toHaveLength(1);
    await expect(openKeys(deps.pool.db, THIRD)).rejects.toThrow();
  });
});

test("how events of a secret's time are recognised is forgotten with the last of them", async () => {
  await send(deps, source, [nativeCall("first")]);
  await rotate(testSecret, SECOND);
  await pruneRetiredKeys(sql);
  expect(await sql`SELECT 1 FROM retired_key WHERE dedupe IS NOT NULL`).toHaveLength(1);
  await sql`TRUNCATE call`;
  await pruneRetiredKeys(sql);
  expect(await sql`SELECT 1 FROM retired_key WHERE dedupe IS NOT NULL`).toHaveLength(0);
  expect(await sql`SELECT 1 FROM retired_key WHERE redaction IS NOT NULL`).toHaveLength(1);
});

describe("a process that uses the secret", () => {
  test("keeps a rotation away for as long as it lives, and is counted", async () => {
    const [one, two] = [await holdPresence(deps.url, never), await holdPresence(deps.url, never)];
    expect(await whileUnused(sql, () => Promise.resolve("rotated"))).toEqual({ users: 2 });
    await one.close();
    await two.close();
    expect(await whileUnused(sql, () => Promise.resolve("rotated"))).toEqual({ done: "rotated" });
  });

  test("leaves no connection where it cannot be one", async () => {
    const away = new URL(deps.url);
    away.pathname = "/there_is_none";
    await expect(holdPresence(away.href, never)).rejects.toThrow("does not exist");
  });

  test("that starts waits for the end of a rotation", async () => {
    let isIn = false;
    const order: string[] = [];
    let starting: Promise<{ close: () => Promise<void> }> | undefined;
    await whileUnused(sql, async () => {
      starting = holdPresence(deps.url, never).then((presence) => {
        order.push("started");
        return presence;
      });
      await pause(300);
      isIn = order.length > 0;
      order.push("rotated");
    });
    await (await starting)?.close();
    expect(isIn).toBe(false);
    expect(order).toEqual(["rotated", "started"]);
  });

  test("is told when it lost its connection and another secret is in force afterwards", async () => {
    let tell = () => {};
    const told = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const presence = await holdPresence(deps.url, () => tell());
    presence.uses(deps.keys.fingerprint);
    await sql`UPDATE deployment SET secret_fingerprint = 'another'`;
    await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE application_name = 'onbehalf/presence' AND datname = current_database()`;
    await told;
    await presence.close();
  });
});

test("everything that is encrypted is known to a rotation", () => {
  const places = readSources(["lib", "server"])
    .filter(({ path, code }) => !path.endsWith(".test.ts") && /\.encrypt\(/.test(code))
    .map(({ path }) => path);
  // A new place needs its entry in encrypt-again.ts, or it cannot be opened after a rotation.
  expect(places).toEqual([
    "lib/approvals/callback.ts",
    "lib/approvals/hold-evaluation.ts",
    "lib/calls/quarantine.ts",
    "lib/calls/store-batch.ts",
    "lib/notify/create-channel.ts",
    "lib/notify/rotate-secret.ts",
    "lib/notify/update-channel.ts",
    "lib/secrets/encrypt-again.ts",
  ]);
});

async function rotate(from: Buffer, to: Buffer): Promise<void> {
  await rotateSecret({ from, to })(asOperator(deps.pool), {});
  deps.keys = await openKeys(deps.pool.db, to);
}

const never = () => {
  throw new Error("nothing was rotated");
};

/** A raw part, an entry of quarantine and a channel with address and secret: four ciphertexts. */
async function filled(): Promise<string> {
  await send(deps, source, [nativeCall("first"), { no: "record" }]);
  const env = { smtpUrl: undefined, allowAddresses: [] };
  const { id } = await createChannel({ keys: deps.keys, env })(asOperator(deps.pool), {
    kind: "webhook",
    name: "hook",
    address: "https://hooks.example/secret-path",
    events: ["verdict.severe"],
  });
  return id;
}

async function expectAllOpen(channel: string): Promise<void> {
  expect(await rawOf("first")).toContain('"id":"first"');
  const [entry] = await sql<{ id: string }[]>`SELECT id::text FROM quarantine`;
  const opened = await openQuarantined(deps.keys)(asOperator(deps.pool), {
    source: source.name,
    entry: entry?.id ?? "",
  });
  expect(opened.content).toBe('{"no":"record"}');
  const [row] = await sql<
    { address: Buffer; secret: Buffer }[]
  >`SELECT address, secret FROM channel`;
  const open = (sealed: Buffer) => deps.keys.decrypt(sealed, channelContext(channel)).toString();
  expect(open(row?.address ?? Buffer.alloc(0))).toBe("https://hooks.example/secret-path");
  expect(open(row?.secret ?? Buffer.alloc(0))).toMatch(/^whsec_/);
}

async function rawOf(eventId: string): Promise<string | null> {
  const id = encodeCallId({ at: Date.parse(TIME) * 1000 + 456, sourceId: source.id, eventId });
  const payload = await openPayload(deps.keys)(asOperator(deps.pool), { id, parts: ["raw"] });
  return payload.raw;
}

async function keyIdsInUse(): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    SELECT DISTINCT get_byte(sealed, 0) AS id FROM (
      SELECT ciphertext AS sealed FROM payload_raw UNION ALL SELECT ciphertext FROM quarantine
      UNION ALL SELECT address FROM channel UNION ALL SELECT secret FROM channel
      UNION ALL SELECT previous_secret FROM channel) s
    WHERE sealed IS NOT NULL ORDER BY 1`;
  return rows.map(({ id }) => id);
}
