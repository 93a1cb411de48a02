import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createMember } from "../access/create-member";
import { testPassword } from "../testing/api";
import { asOperator } from "../testing/deployment";
import { listening, type TestOutbox, testOutbox } from "../testing/outbox";
import { createChannel } from "./create-channel";
import { deliverDue } from "./deliver-due";
import { retryDelivery } from "./retry-delivery";
import { tellMember } from "./tell-member";
import { testChannel } from "./test-channel";

let box: TestOutbox;
beforeAll(async () => {
  box = await testOutbox();
});
afterAll(() => box.close());
beforeEach(() => box.reset());

describe("other channels", () => {
  it("post a text to Slack's form, unsigned", async () => {
    await createChannel(box.deps)(asOperator(box.deployment.pool), {
      kind: "slack",
      name: "soc",
      events: ["source.silent"],
      address: `http://127.0.0.1:${box.port}/services/T0/B0/secret`,
    });
    await box.tell("edge");
    await deliverDue(box.deps);
    expect(JSON.parse(box.received[0]?.body ?? "")).toEqual({
      text: "*edge*\nquiet\n<https://onbehalf.example/overview|Open in Onbehalf>",
    });
    expect(box.received[0]?.headers).not.toHaveProperty("webhook-signature");
    const [row] = await box.deployment.pool.sql<
      { all: string }[]
    >`SELECT c::text AS all FROM channel c`;
    expect(row?.all).not.toContain("secret");
  });

  it("send an e-mail through the operator's server", async () => {
    const mails: string[] = [];
    const server = smtpServer(mails);
    const smtpUrl = `smtp://127.0.0.1:${await listening(server)}?from=alerts@acme.example`;
    const mailing = { ...box.deps, env: { ...box.deps.env, smtpUrl } };
    const { id, secret } = await createChannel(mailing)(asOperator(box.deployment.pool), {
      kind: "email",
      name: "soc",
      events: ["source.silent"],
      address: "soc@acme.example",
    });
    expect(secret).toBeNull();
    const outcome = await testChannel(mailing, asOperator(box.deployment.pool), { id });
    server.close();
    expect(outcome).toEqual({ delivered: true, error: null });
    expect(mails[0]).toMatch(/^Subject: Onbehalf: Test message$/m);
    expect(mails[0]).toMatch(/^From: alerts@acme\.example$/m);
    const { id: message } = await box.first();
    expect(mails[0]).toContain(`<${message}@onbehalf.example>`);
  });

  it("are not needed to tell a member about their own account", async () => {
    const { pool } = box.deployment;
    const { id } = await createMember(asOperator(pool), {
      email: "bob@acme.example",
      roles: ["viewer"],
      password: testPassword,
    });
    const message = { title: "A passkey was added", text: "Laptop", path: "/x", data: {} };
    const notice = { event: "passkey", dedupeKey: "one", message } as const;
    const tell = () => pool.db.transaction((tx) => tellMember(tx, id, notice));
    await tell();
    await tell();
    expect(await box.messages()).toMatchObject([
      { status: "waiting", channel: { id, name: "bob@acme.example", removed: false } },
    ]);
    await deliverDue(box.deps);
    expect((await box.first()).lastError).toBe("No mail server is configured: set SMTP_URL.");
    await pool.sql`UPDATE outbox SET status = 'dead', settled_at = now()`;
    await retryDelivery(asOperator(pool), { id: (await box.first()).id });
    const mails: string[] = [];
    const server = smtpServer(mails);
    const smtpUrl = `smtp://127.0.0.1:${await listening(server)}`;
    await box.makeDue();
    await deliverDue({ ...box.deps, env: { ...box.deps.env, smtpUrl } });
    server.close();
    expect(await box.first()).toMatchObject({ status: "delivered" });
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatch(/^To: bob@acme\.example$/m);
    expect(mails[0]).toContain("https://onbehalf.example/x");
  });

  it("need a mail server to be configured", async () => {
    const making = createChannel(box.deps)(asOperator(box.deployment.pool), {
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
  return createServer((socket) => {
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
