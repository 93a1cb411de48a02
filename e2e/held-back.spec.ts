// The inbox before there is anything in it, and what it says of a caller of whom too much waits. On a
// server of its own: both would be seen by whoever else looks at theirs.
import { MOST_PENDING } from "../lib/approvals/model";
import { asks } from "./approval-desk";
import { expect, expectAccessible, file, PASSWORD, test } from "./deployment";
import { gatewayKey, hold, linkApprover, linkPerson } from "./held";
import { cookieOf } from "./pages/wire";
import { cli, type E2eServer, startServer } from "./server";

const NAME = "desk";
const OWNER = "owner@acme.example";
const LEAD = "lead@acme.example";
let server: E2eServer;
test.beforeAll(async () => {
  server = await startServer();
  for (const [email, role] of [
    [OWNER, "owner"],
    [LEAD, "approver,viewer"],
  ] as const)
    cli(
      server.data,
      ["users", "create", "--email", email, "--role", role, "--password", "-"],
      PASSWORD,
    );
});
test.afterAll(() => server.stop());

test("an inbox that no gateway fills says so; a caller with too many calls waiting is named above it", async ({
  page,
  context,
}) => {
  const { url } = server;
  const csrf: object = await (await context.request.get(`${url}/api/auth/csrf`)).json();
  const form = { ...csrf, email: LEAD, password: PASSWORD, json: "true" };
  await context.request.post(`${url}/api/auth/callback/credentials`, { form });
  await page.goto(`${url}/approvals`);
  await expect(page.getByRole("heading", { name: "No source is connected yet" })).toBeVisible();
  await expectAccessible(page);

  const owner = await cookieOf(url, OWNER, PASSWORD, "a journey");
  await linkApprover(url, owner, { email: LEAD, person: "lead", groups: [`${NAME}-leads`] });
  await linkPerson(url, owner, "asker");
  const policy = file("policy.json", JSON.stringify({ rules: [asks(NAME, "*")] }));
  cli(server.data, ["policy", "publish", policy, "--reason", "a journey"]);
  const key = await gatewayKey(url, owner, "gateway");
  const ask = (n: number) =>
    hold(url, key, { tool: `${NAME}/note`, sub: "00asker", arguments: { n } });
  for (let n = 0; n < MOST_PENDING; n += 1) await ask(n);
  await expect(ask(MOST_PENDING)).rejects.toThrow("429");

  await page.goto(`${url}/approvals`);
  const strip = page.getByRole("region", { name: "To look at" });
  await expect(strip).toContainText("asker is held back");
  await expect(strip).toContainText(`${MOST_PENDING} of their calls wait`);
  await expect(strip).toContainText("refused once");
  await expectAccessible(page);
  // All of them are one answer away: nobody has to say no twenty times.
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: `Add ${MOST_PENDING - 1} more of this tool` }).click();
  await page.getByRole("button", { name: "Decide together" }).click();
  const card = page.getByRole("complementary", { name: "Several approvals" });
  await expect(async () => {
    await page.keyboard.press("d");
    await expect(page.getByLabel("Why not")).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.getByLabel("Why not").fill("a loop, by the looks of it");
  await page.keyboard.press("Control+Enter");
  await expect(card.getByRole("heading", { name: `${MOST_PENDING} decided` })).toBeVisible();
  await card.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("heading", { name: /Nothing waits/ })).toBeVisible();
});
