import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { asOperator } from "../testing/deployment";
import { listening, type TestOutbox, testOutbox } from "../testing/outbox";
import { createChannel } from "./create-channel";
import { deliverDue } from "./deliver-due";
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
