// Telling people: a receiver that the operator allows, and addresses that nothing may be sent to.
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { verifyWebhook } from "../lib/testing/standard-webhooks";
import { expect, expectAccessible, signIn, test } from "./deployment";
import { gatewayKey, hold, linkApprover } from "./held";
import { cookieOf } from "./pages/wire";
import { servedCall } from "./records";
import { cli, type E2eServer, startServer } from "./server";

const OWNER = { email: "olga@acme.example", password: "correct horse battery staple" };
type Received = { body: string; headers: Record<string, string | string[] | undefined> };

// Each journey goes on with the channels of the one before it, so a second try begins at the first.
test.describe.configure({ mode: "serial" });

let server: E2eServer;
let receiver: Server;
let hook: string;
const received: Received[] = [];
/** Of the channel that the journeys share. */
let secret = "";
let status = 204;

test.beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      received.push({ body, headers: request.headers });
      response.writeHead(status, status === 302 ? { location: "http://10.0.0.5/" } : {}).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const address = receiver.address();
  hook = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/hook`;
  // The owner's variables keep the server from printing a set-up link, so it starts without them.
  server = await startServer({ ONBEHALF_ALLOW_ADDRESSES: "127.0.0.1" });
  const args = ["users", "create", "--email", OWNER.email, "--role", "owner", "--password", "-"];
  cli(server.data, args, OWNER.password);
});
test.afterAll(async () => {
  receiver.close();
  await server.stop();
});

test("a receiver that the operator allows takes a signed test and then a real message", async ({
  page,
}) => {
  await openNotifications(page);
  await expect(page.getByRole("heading", { name: "Nobody is told yet" })).toBeVisible();
  await expectAccessible(page);
  await fillChannel(page, "On call", hook);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create the channel" }).click();
  secret = await page.getByText(/^whsec_/).innerText();
  await expectAccessible(page);
  await page.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByText(secret)).toHaveCount(0);

  await page.getByRole("button", { name: "Send a test to On call" }).click();
  await expect(page.getByText("The receiver took the test message.")).toBeVisible();
  const [first] = received;
  verifyWebhook(secret, first?.body ?? "", first?.headers ?? {}, Date.now() / 1000);
  await expect(page.getByRole("row").filter({ hasText: "Test message" })).toContainText(
    "delivered",
  );

  ingestSevere();
  await expect.poll(() => received.length).toBe(2);
  const real = received[1];
  verifyWebhook(secret, real?.body ?? "", real?.headers ?? {}, Date.now() / 1000);
  const message: { type: string; data: { url: string; high: number } } = JSON.parse(
    real?.body ?? "",
  );
  expect([message.type, message.data.high]).toEqual(["verdict.severe", 1]);
  await page.goto(message.data.url);
  await expect(page.getByRole("row").filter({ hasText: "delete_page" })).toHaveCount(1);
});

test("a call that waits for people is told of, and the message leads to its card", async ({
  page,
}) => {
  const owner = await cookieOf(server.url, OWNER.email, OWNER.password, "a journey");
  const rule = { id: "ask", subjects: ["anyone"], resources: ["tool:told/*"], effect: "ask" };
  const policy = join(server.data, "policy.json");
  writeFileSync(policy, JSON.stringify({ rules: [rule] }));
  cli(server.data, ["users", "grant", "--email", OWNER.email, "--role", "approver"]);
  await linkApprover(server.url, owner, { email: OWNER.email, person: "olga", groups: [] });
  cli(server.data, ["policy", "publish", policy, "--reason", "a journey"]);
  const before = received.length;
  const key = await gatewayKey(server.url, owner, "gw");
  const id = await hold(server.url, key, { tool: "told/delete_all", agent: "night-bot" });
  await expect.poll(() => received.length).toBe(before + 1);
  const message: { type: string; data: { url: string; text: string } } = JSON.parse(
    received[before]?.body ?? "",
  );
  expect(message.type).toBe("approval.waiting");
  expect(JSON.stringify(message)).toContain("night-bot");
  await page.context().clearCookies();
  await openNotifications(page);
  await page.goto(message.data.url);
  await expect(page).toHaveURL(new RegExp(`/approvals\\?approval=${id}$`));
  await expect(page.getByRole("complementary", { name: "Approval" })).toContainText("night-bot");
});

test("a private address is refused with the reason, and a redirect to one is not followed", async ({
  page,
}) => {
  await openNotifications(page);
  await fillChannel(page, "Inside", "https://169.254.169.254/latest/meta-data");
  await page.getByRole("button", { name: "Create the channel" }).click();
  await expect(
    page.getByText(/169\.254\.169\.254 is not an address of the public internet/),
  ).toBeVisible();
  await page.getByLabel("Address").fill("https://localhost/");
  await page.getByRole("button", { name: "Create the channel" }).click();
  await page.getByRole("button", { name: "I have kept it" }).click();
  await page.getByRole("button", { name: "Send a test to Inside" }).click();
  // 127.0.0.1 is allowed here, [::1] is not; where there is no IPv6, nothing listens for https.
  await expect(page.getByText(/Not delivered/)).toBeVisible();

  status = 302;
  await page.getByRole("button", { name: "Send a test to On call" }).click();
  await expect(page.getByText(/302: redirects are not followed/).first()).toBeVisible();
  await expectAccessible(page);
  status = 204;
});

test("a channel is edited, and after a new secret the receiver may know either", async ({
  page,
}) => {
  await openNotifications(page);
  await page.getByRole("button", { name: "Edit On call" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await dialog.getByLabel("Name").fill("On call, at night");
  await dialog.getByRole("checkbox", { name: /Quarantine grows/ }).uncheck();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save the channel" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "On call, at night" })).toBeVisible();

  await page.getByRole("button", { name: "New secret for On call, at night" }).click();
  await dialog.getByRole("button", { name: "Make a new secret" }).click();
  const next = (await dialog.getByText(/^whsec_/).textContent()) ?? "";
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  const before = received.length;
  await page.getByRole("button", { name: "Send a test to On call, at night" }).click();
  await expect(page.getByText("The receiver took the test message.")).toBeVisible();
  const test = received[before];
  for (const known of [next, secret])
    verifyWebhook(known, test?.body ?? "", test?.headers ?? {}, Date.now() / 1000);
});

test("a name for this machine is refused once it was looked up, where nothing is allowed", async ({
  context,
}) => {
  await signIn(context, "owner");
  const origin = process.env["ONBEHALF_E2E_URL"] ?? "";
  const post = async (path: string, data: unknown) =>
    (await context.request.post(`/api/v1/${path}`, { data, headers: { origin } })).json();
  const channel = { kind: "webhook", name: "By name", events: ["verdict.severe"] };
  const { id } = await post("webhooks", { ...channel, address: "https://localhost/hook" });
  expect(await post(`webhooks/${id}/test`, {})).toEqual({
    delivered: false,
    error: expect.stringMatching(/^(127\.0\.0\.1|::1) is not an address of the public internet/),
  });
  const literal = await post("webhooks", { ...channel, address: "https://0x7f.1/hook" });
  expect(JSON.stringify(literal)).toContain("127.0.0.1 is not an address of the public internet");
});

test("a channel is removed with a reason", async ({ page }) => {
  await openNotifications(page);
  await page.getByRole("button", { name: "Remove Inside" }).click();
  await expect(page.getByLabel("Reason")).toBeFocused();
  await page.getByLabel("Reason").fill("It was a try.");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove this channel" }).click();
  await expect(page.getByRole("heading", { name: "Inside" })).toHaveCount(0);
});

test("only those who may change notifications see them", async ({ page, context }) => {
  await signIn(context, "auditor");
  await page.goto("/settings/notifications");
  await expect(page.getByText(/webhooks:write/)).toBeVisible();
  await expectAccessible(page);
});

async function openNotifications(page: Page): Promise<void> {
  const { request } = page.context();
  const csrf: { csrfToken: string } = await (
    await request.get(`${server.url}/api/auth/csrf`)
  ).json();
  const form = { ...csrf, ...OWNER, json: "true" };
  await request.post(`${server.url}/api/auth/callback/credentials`, { form });
  await page.goto(`${server.url}/settings/notifications`);
  await expect(page.getByRole("heading", { name: "Channels" })).toBeVisible();
}

async function fillChannel(page: Page, name: string, address: string): Promise<void> {
  await page.getByRole("button", { name: "New channel" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Address").fill(address);
}

/** A service identity that nobody declared, on a tool that counts as destructive: high. */
function ingestSevere(): void {
  const file = `${server.data}/severe.jsonl`;
  writeFileSync(file, `${JSON.stringify(servedCall("severe-1"))}\n`);
  cli(server.data, ["import", "--format", "native", "--source", "edge", file]);
}
