import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTcp, type Server as NetServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asOperator, type TestDeployment, testDeployment } from "../testing/deployment";
import { verifyWebhook } from "../testing/standard-webhooks";
import { createChannel } from "./create-channel";
import { deliverDue, type OutboxDeps } from "./deliver-due";
import { enqueue } from "./enqueue";
import { listDeliveries } from "./list-channels";
import { removeChannel } from "./remove-channel";
import { retryDelivery } from "./retry-delivery";
import { testChannel } from "./test-channel";

type Received = { id: string; body: string; headers: IncomingMessage["headers"] };

let deployment: TestDeployment;
let receiver: Server;
let port: number;
let deps: OutboxDeps;
let received: Received[] = [];
let answer: { status: number; headers?: Record<string, string>; body?: string; afterMs?: number };
let open = 0;
let mostOpen = 0;
beforeAll(async () => {
  deployment = await testDeployment();
  receiver = createServer((request, response) => void take(request).then((it) => it(response)));
  port = await listening(receiver);
  const env = {
    url: new URL("https://onbehalf.example"),
    smtpUrl: undefined,
    allowAddresses: ["127.0.0.1"],
  };
  deps = { pool: deployment.pool, keys: deployment.keys, env };
});
afterAll(async () => {
  receiver.close();
  await deployment.close();
});
beforeEach(async () => {
  await deployment.pool.sql`TRUNCATE outbox, channel CASCADE`;
  received = [];
  answer = { status: 204 };
  mostOpen = 0;
});

async function take(request: IncomingMessage) {
  open += 1;
  mostOpen = Math.max(mostOpen, open);
  let body = "";
  for await (const chunk of request) body += String(chunk);
  received.push({ id: String(request.headers["webhook-id"]), body, headers: request.headers });
  await pause(answer.afterMs ?? 0);
  open -= 1;
  const { status, headers, body: text } = answer;
  return (response: ServerResponse) => response.writeHead(status, headers).end(text);
}

const listening = (server: NetServer) =>
  new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });

const hook = (address = `http://127.0.0.1:${port}/hook`, from = deps) =>
  createChannel(from)(asOperator(deployment.pool), {
    kind: "webhook",
    name: "hook",
    events: ["source.silent"],
    address,
  });

const tell = (key: string) =>
  deployment.pool.db.transaction((tx) =>
    enqueue(tx, {
      event: "source.silent",
      dedupeKey: key,
      message: { title: key, text: "quiet", path: "/overview", data: { source: key } },
    }),
  );

const messages = async () => (await listDeliveries(deployment.pool.sql, { limit: 200 })).items;
const first = async () => {
  const [only] = await messages();
  if (!only) throw new Error("there is no message");
  return only;
};
const makeDue = () => deployment.pool.sql`UPDATE outbox SET next_at = now(), leased_until = NULL`;

describe("a message", () => {
  it("arrives signed, with its id as the receiver's idempotency key", async () => {
    const { secret } = await hook();
    await tell("edge");
    expect(await deliverDue(deps)).toBe(1);
    const [got] = received;
    verifyWebhook(secret ?? "", got?.body ?? "", got?.headers ?? {}, Date.now() / 1000);
    const { id } = await first();
    expect(got?.id).toBe(id);
    expect(JSON.parse(got?.body ?? "")).toMatchObject({
      type: "source.silent",
      data: { source: "edge", url: "https://onbehalf.example/overview" },
    });
    expect(await first()).toMatchObject({ status: "delivered", attempts: 1, lastError: null });
    expect(await deliverDue(deps)).toBe(0);
  });

  it("is written once for the same thing, and goes only to who wants it", async () => {
    await hook();
    await tell("edge");
    await tell("edge");
    await deployment.pool.db.transaction((tx) =>
      enqueue(tx, {
        event: "verdict.severe",
        dedupeKey: "x",
        message: { title: "x", text: "", path: "/", data: {} },
      }),
    );
    expect(await messages()).toHaveLength(1);
  });

  it("is not there when the transaction of what it tells is rolled back", async () => {
    await hook();
    const failing = deployment.pool.db.transaction(async (tx) => {
      await enqueue(tx, {
        event: "source.silent",
        dedupeKey: "gone",
        message: { title: "gone", text: "", path: "/", data: {} },
      });
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    expect(await messages()).toEqual([]);
  });

  it("is tried again with the same id until it is taken", async () => {
    await hook();
    await tell("edge");
    answer = { status: 503 };
    await deliverDue(deps);
    const waiting = await first();
    expect(waiting).toMatchObject({ status: "waiting", lastError: "The receiver answered 503." });
    const wait = Date.parse(waiting.nextAt ?? "") - Date.now();
    expect(wait).toBeGreaterThan(1_000);
    expect(wait).toBeLessThan(6_500);
    expect(await deliverDue(deps)).toBe(0);
    answer = { status: 200 };
    await makeDue();
    await deliverDue(deps);
    expect(await first()).toMatchObject({ status: "delivered", attempts: 2 });
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
  });

  it("is given up after its time or where the receiver is gone, and can be put back", async () => {
    await hook();
    await tell("late");
    await deployment.pool.sql`UPDATE outbox SET give_up_at = now()`;
    answer = { status: 500 };
    await deliverDue(deps);
    const { id, ...late } = await first();
    expect(late).toMatchObject({ status: "dead", nextAt: null });
    answer = { status: 204 };
    await retryDelivery(asOperator(deployment.pool), { id });
    await deliverDue(deps);
    expect(await first()).toMatchObject({ id, status: "delivered" });
    await expect(retryDelivery(asOperator(deployment.pool), { id })).rejects.toThrow(
      "is delivered",
    );
    await tell("gone");
    answer = { status: 410 };
    await deliverDue(deps);
    expect((await messages())[0]).toMatchObject({ status: "dead", attempts: 1 });
  });

  it("is delivered by any number of workers once each, and by one at a time", async () => {
    await hook();
    for (let n = 0; n < 40; n++) await tell(`n-${n}`);
    answer = { status: 204, afterMs: 20 };
    const work = async () => {
      while ((await deliverDue(deps)) > 0);
    };
    await Promise.all([work(), work(), work(), work()]);
    expect(received).toHaveLength(40);
    expect(new Set(received.map(({ id }) => id)).size).toBe(40);
    expect(mostOpen).toBeGreaterThan(1);
    expect(
      (await messages()).every(({ status, attempts }) => status === "delivered" && attempts === 1),
    ).toBe(true);
  });

  it("of a worker that died is taken up when its lease has run out", async () => {
    await hook();
    await tell("left");
    await deployment.pool
      .sql`UPDATE outbox SET attempts = 1, leased_until = now() + interval '1 minute'`;
    expect(await deliverDue(deps)).toBe(0);
    await deployment.pool.sql`UPDATE outbox SET leased_until = now() - interval '1 second'`;
    expect(await deliverDue(deps)).toBe(1);
    expect(await first()).toMatchObject({ status: "delivered", attempts: 2 });
  });

  it("is not sent any more once its channel was removed", async () => {
    const { id } = await hook();
    await tell("edge");
    await removeChannel(asOperator(deployment.pool), { id, reason: "moved" });
    expect(await deliverDue(deps)).toBe(0);
    expect(await first()).toMatchObject({ status: "dead", lastError: "The channel was removed." });
    await tell("later");
    expect(await messages()).toHaveLength(1);
  });
});

describe("an address", () => {
  const strict = () => ({ ...deps, env: { ...deps.env, allowAddresses: [] } });
  const outcome = async (address: string, more: Partial<OutboxDeps>) => {
    const { id } = await hook(address);
    return (await testChannel({ ...deps, ...more }, asOperator(deployment.pool), { id })).error;
  };

  it.each([
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://169.254.169.254/latest/meta-data",
  ])("that is private (%s) makes no channel", async (address) => {
    await expect(hook(address, strict())).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("is not an address of the public internet"),
    });
  });

  it.each([
    "http://example.com/",
    "https://user:pw@example.com/",
    "ftp://example.com/",
    "nonsense",
  ])("that is not plain https (%s) makes no channel", async (address) => {
    await expect(hook(address, strict())).rejects.toMatchObject({ code: "invalid" });
  });

  it("is checked after the look-up: a name for a private one is refused", async () => {
    const resolve: OutboxDeps["resolve"] = (_, done) =>
      done(null, [{ address: "10.0.0.5", family: 4 }]);
    expect(await outcome("https://intranet.example/", { resolve })).toBe(
      "10.0.0.5 is not an address of the public internet, and ONBEHALF_ALLOW_ADDRESSES does not allow it.",
    );
    expect(received).toEqual([]);
  });

  it("among several must all be allowed, also in IPv6", async () => {
    const resolve: OutboxDeps["resolve"] = (_, done) =>
      done(null, [
        { address: "127.0.0.1", family: 4 },
        { address: "fe80::1", family: 6 },
      ]);
    expect(await outcome(`http://both.example:${port}/`, { resolve })).toContain("fe80::1 is not");
    expect(received).toEqual([]);
  });

  it("is looked up once: the one that was checked is the one connected to", async () => {
    let asked = 0;
    const resolve: OutboxDeps["resolve"] = (_, done) => {
      asked += 1;
      done(null, [{ address: asked === 1 ? "127.0.0.1" : "10.0.0.5", family: 4 }]);
    };
    expect(await outcome(`http://rebinding.example:${port}/`, { resolve })).toBeNull();
    expect(asked).toBe(1);
    expect(received).toHaveLength(1);
  });

  it("that redirects to a private one is not followed", async () => {
    answer = { status: 302, headers: { location: `http://127.0.0.1:${port}/elsewhere` } };
    expect(await outcome(`http://127.0.0.1:${port}/`, {})).toBe(
      "The receiver answered 302: redirects are not followed.",
    );
    expect(received).toHaveLength(1);
  });

  it("of the public internet gets nothing over plain http", async () => {
    const resolve: OutboxDeps["resolve"] = (_, done) =>
      done(null, [{ address: "1.1.1.1", family: 4 }]);
    expect(await outcome("http://public.example/", { resolve })).toBe(
      "Only https is sent to the public internet.",
    );
  });

  it("whose answer is too long or too slow is given up", async () => {
    answer = { status: 200, body: "x".repeat(70_000) };
    expect(await outcome(`http://127.0.0.1:${port}/`, {})).toBe("The answer exceeds 64 KB.");
    answer = { status: 200, afterMs: 5_500 };
    expect(await outcome(`http://127.0.0.1:${port}/`, {})).toBe(
      "The receiver did not answer within 5 seconds.",
    );
  });
});

describe("other channels", () => {
  it("post a text to Slack's form, unsigned", async () => {
    await createChannel(deps)(asOperator(deployment.pool), {
      kind: "slack",
      name: "soc",
      events: ["source.silent"],
      address: `http://127.0.0.1:${port}/services/T0/B0/secret`,
    });
    await tell("edge");
    await deliverDue(deps);
    expect(JSON.parse(received[0]?.body ?? "")).toEqual({
      text: "*edge*\nquiet\n<https://onbehalf.example/overview|Open in Onbehalf>",
    });
    expect(received[0]?.headers).not.toHaveProperty("webhook-signature");
    const [row] = await deployment.pool.sql<
      { all: string }[]
    >`SELECT c::text AS all FROM channel c`;
    expect(row?.all).not.toContain("secret");
  });

  it("send an e-mail through the operator's server", async () => {
    const mails: string[] = [];
    const server = smtpServer(mails);
    const smtpUrl = `smtp://127.0.0.1:${await listening(server)}?from=alerts@acme.example`;
    const mailing = { ...deps, env: { ...deps.env, smtpUrl } };
    const { id, secret } = await createChannel(mailing)(asOperator(deployment.pool), {
      kind: "email",
      name: "soc",
      events: ["source.silent"],
      address: "soc@acme.example",
    });
    expect(secret).toBeNull();
    const outcome = await testChannel(mailing, asOperator(deployment.pool), { id });
    server.close();
    expect(outcome).toEqual({ delivered: true, error: null });
    expect(mails[0]).toMatch(/^Subject: Onbehalf: Test message$/m);
    expect(mails[0]).toMatch(/^From: alerts@acme\.example$/m);
    const { id: message } = await first();
    expect(mails[0]).toContain(`<${message}@onbehalf.example>`);
  });

  it("need a mail server to be configured", async () => {
    const making = createChannel(deps)(asOperator(deployment.pool), {
      kind: "email",
      name: "soc",
      events: ["source.silent"],
      address: "soc@acme.example",
    });
    await expect(making).rejects.toThrow("no mail server is configured");
  });
});

/** Takes every mail, as far as SMTP has to go for that. */
function smtpServer(mails: string[]) {
  return createTcp((socket) => {
    let data: string | null = null;
    socket.write("220 test\r\n");
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      const text = chunk.toString();
      if (data !== null) {
        data += text;
        if (!data.endsWith("\r\n.\r\n")) return;
        mails.push(data.replaceAll("\r\n", "\n"));
        data = null;
        socket.write("250 taken\r\n");
      } else if (text.startsWith("DATA")) {
        data = "";
        socket.write("354 go on\r\n");
      } else if (text.startsWith("QUIT")) socket.end("221 bye\r\n");
      else socket.write("250 ok\r\n");
    });
  });
}
