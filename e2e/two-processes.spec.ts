// Two gates on one database, without a browser: what is decided in one holds in the other within a
// second, and what they answer while the database is away.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { ask, asked, cookieOf } from "./pages/wire";
import { cli, type E2eServer, startServer } from "./server";

const ADMIN = { email: "admin@acme.example", password: "a few words are good" };
const ISS = "https://idp.acme.example";
/** Seconds for which `other` goes on with the last policy that it saw. */
const LAST_GOOD = 4;

// A journey starts from what the one before it left, so a second try begins at the first.
test.describe.configure({ mode: "serial" });

/** Holds the database and nothing else, so that it can be stopped under the two. */
let host: E2eServer;
let one: E2eServer;
let other: E2eServer;
let cookie: string;
let key: string;

test.beforeAll(async () => {
  host = await startServer({ ONBEHALF_ROLE: "worker" });
  const shared = {
    DATABASE_URL: database().url,
    ONBEHALF_SECRET: readFileSync(join(host.data, "secret"), "utf8").trim(),
    // It says each time what it cannot do while the database is away, as it should.
    ONBEHALF_LOG_LEVEL: "fatal",
  };
  cli(
    host.data,
    ["users", "create", "--email", ADMIN.email, "--role", "admin", "--password", "-"],
    ADMIN.password,
  );
  key = cli(host.data, [
    "keys",
    "create",
    "--source",
    "pair",
    "--scopes",
    "decisions:evaluate",
  ]).trim();
  [one, other] = await Promise.all([
    startServer({ ...shared, ONBEHALF_ROLE: "gate,console" }),
    startServer({ ...shared, ONBEHALF_ROLE: "gate", ONBEHALF_LAST_GOOD_POLICY: String(LAST_GOOD) }),
  ]);
  cookie = await cookieOf(one.url, ADMIN.email, ADMIN.password, "journey");
});
test.afterAll(async () => {
  await one.stop();
  await other.stop();
  await host.stop();
});

function database(): { url: string; pid: number } {
  return JSON.parse(cli(host.data, ["config", "--database"]));
}

/** Publishes in `one`, from whatever is in force. */
async function publish(rules: readonly object[]): Promise<void> {
  const headers = { cookie };
  const { headers: found } = await ask(one.url, { path: "/api/v1/policy", headers });
  const document = JSON.stringify({ rules });
  await asked(one.url, {
    method: "POST",
    path: "/api/v1/policy/versions",
    headers: { ...headers, "if-match": found["etag"]?.[0] ?? '"0"' },
    json: { document, reason: "two processes" },
  });
}

const allow = (id: string, more: object = {}) => ({
  id,
  subjects: ["anyone"],
  resources: [`tool:pair/${id}`],
  effect: "allow",
  ...more,
});

type Said = { decision: boolean; context: { id: string; reason: string } };

async function may({ url }: E2eServer, tool: string, sub = "00pat"): Promise<Said> {
  return asked(url, {
    method: "POST",
    path: "/access/v1/evaluation",
    headers: { authorization: `Bearer ${key}` },
    json: {
      subject: { type: "user", id: sub, properties: { iss: ISS } },
      action: { name: "tools/call" },
      resource: { type: "tool", id: `pair/${tool}` },
      context: { arguments: {} },
    },
  });
}

/** Milliseconds until the answer is this one. */
async function until(
  server: E2eServer,
  tool: string,
  wanted: { decision: boolean; reason: string },
  within: number,
): Promise<number> {
  const started = performance.now();
  for (;;) {
    const { decision, context } = await may(server, tool);
    const ms = Math.round(performance.now() - started);
    if (decision === wanted.decision && context.reason === wanted.reason) return ms;
    if (ms > within) throw new Error(`${tool}: still ${context.reason} after ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const ALLOWED = { decision: true, reason: "rule" };
const UNAVAILABLE = { decision: false, reason: "unavailable" };
const SECOND = 1_000;

test("a publish, a block and its end in one process are in force in the other within a second", async () => {
  const noted = (what: string, ms: number) =>
    test.info().annotations.push({ type: what, description: `in force after ${ms} ms` });

  await publish([allow("read")]);
  noted("publish", await until(other, "read", ALLOWED, SECOND));

  const { id } = await asked<{ id: string }>(one.url, {
    method: "POST",
    path: "/api/v1/blocks",
    headers: { cookie },
    json: { subject: `principal:${ISS}|00pat`, reason: "a stolen laptop", until: null },
  });
  noted("block", await until(other, "read", { decision: false, reason: "blocked" }, SECOND));

  await asked(one.url, {
    method: "POST",
    path: `/api/v1/blocks/${id}/lift`,
    headers: { cookie },
    json: { reason: "it was found" },
  });
  noted("lifted block", await until(other, "read", ALLOWED, SECOND));

  await publish([]);
  noted(
    "rule taken back",
    await until(other, "read", { decision: false, reason: "no_rule" }, SECOND),
  );
});

test("a limit is one for both, also when both are asked at once", async () => {
  await publish([allow("few", { limit: { calls: 7, per: "day", by: "caller" } }), allow("read")]);
  for (const server of [one, other]) await until(server, "read", ALLOWED, SECOND);
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) => may(n % 2 === 0 ? one : other, "few")),
  );
  expect(answers.filter(({ decision }) => decision)).toHaveLength(7);
  const denied = answers.filter(({ decision }) => !decision);
  expect(new Set(denied.map(({ context }) => context.reason))).toEqual(new Set(["rate_limited"]));
});

test("with the database stopped the answer is no, or the last policy's for a while; both recover alone", async () => {
  await publish([allow("read"), allow("few", { limit: { calls: 100, per: "day", by: "caller" } })]);
  for (const server of [one, other]) {
    await until(server, "read", ALLOWED, SECOND);
    await until(server, "few", ALLOWED, SECOND);
  }
  const { pid } = database();
  await host.halt();
  // Its host leaves it running while somebody uses it: a fast shutdown ends it.
  process.kill(pid, "SIGINT");

  await until(one, "read", UNAVAILABLE, 5 * SECOND);
  const meanwhile = await may(other, "read");
  expect(meanwhile).toMatchObject({ decision: true, context: { reason: "rule" } });
  // Nobody can count, so nothing that is counted is allowed.
  expect(await may(other, "few")).toMatchObject({
    decision: false,
    context: { reason: "unavailable" },
  });
  await until(other, "read", UNAVAILABLE, (LAST_GOOD + 3) * SECOND);

  const { data } = host;
  host = await startServer({ ONBEHALF_ROLE: "worker" }, data);
  for (const server of [one, other]) await until(server, "read", ALLOWED, 15 * SECOND);
  await publish([allow("again")]);
  await until(other, "again", ALLOWED, SECOND);
  // What was answered without a database was written down once there was one.
  await expect(async () => {
    const path = `/api/v1/decisions/${meanwhile.context.id}`;
    expect(await asked(one.url, { path, headers: { cookie } })).toMatchObject({ effect: "allow" });
  }).toPass({ timeout: 5 * SECOND });
});
