// A real MCP client's call is held: it waits while people decide in the console, runs once when they
// approve it, and the approval leads to the call that ran.
import type { Page } from "@playwright/test";
import type { EnforcementPoint } from "../examples/enforcement-point/serve";
import {
  expect,
  expectAccessible,
  file,
  memberWith,
  PASSWORD,
  run,
  signIn,
  test,
} from "./deployment";
import { callWriting, linkApprover } from "./held";
import { connected, notebook, type Notebook } from "./notebook";
import { cookieOf } from "./pages/wire";

const NAME = `ledger-book-${Date.now()}`;
const LEAD = `${NAME}-lead`;
const POLICY = {
  rules: [
    { id: "lb-open", actions: ["initialize", "tools/list"], resources: [`mcp_server:${NAME}/*`] },
    {
      id: "lb-post",
      name: "Posting waits for a lead",
      resources: [`tool:${NAME}/post`],
      effect: "ask",
      approval: { steps: [{ from: [`group:${LEAD}s`], count: 1 }] },
    },
    {
      id: "lb-soon",
      resources: [`tool:${NAME}/soon`],
      effect: "ask",
      approval: { steps: [{ from: [`group:${LEAD}s`], count: 1 }], decideWithin: "5s" },
    },
  ].map((rule) => ({ subjects: ["anyone"], effect: "allow", ...rule })),
};

let notes: Notebook;
let point: EnforcementPoint;

test.beforeAll(async () => {
  const url = process.env["ONBEHALF_E2E_URL"] ?? "";
  const owner = await cookieOf(url, memberWith("owner"), PASSWORD, "a journey");
  const email = memberWith("approver,investigator", LEAD);
  await linkApprover(url, owner, { email, person: LEAD, groups: [`${LEAD}s`] });
  await callWriting(url, owner, `${NAME}/post`);
  run("policy", "publish", file("policy.json", JSON.stringify(POLICY)), "--reason", "the book");
  notes = await notebook(NAME);
  notes.offer(notes.tool("post"), notes.tool("soon"));
  point = await notes.pointFor(`${NAME}-gateway`);
});
test.afterAll(() => notes.close());
test.beforeEach(({ context }) => signIn(context, "approver,investigator", LEAD));

/** Opens the card of the call that waits, and reads it until it may be decided. */
async function openCard(page: Page, key: "a" | "d", form: string): Promise<void> {
  await page.goto("/approvals");
  await page.getByRole("link", { name: new RegExp(`wants to use ${NAME}/post`) }).click();
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(page.getByRole("form", { name: form })).toBeVisible({ timeout: 300 });
  }).toPass();
}

test("it waits, runs once when it is approved, and the approval shows the call", async ({
  page,
}) => {
  const { client, run: callTool, told } = await connected(point, "nora");
  const answer = callTool("post", "p-1");
  await openCard(page, "a", "Approve this call");
  expect(told).toEqual([expect.stringMatching(/^Waiting for approval apr_/)]);
  expect(notes.ran).toEqual([]);
  const card = page.getByRole("complementary", { name: "Approval" });
  const why = card.getByLabel("Why is it right that it runs as somebody else?");
  if (await why.isVisible()) await why.fill("the book has one account");
  await expect(async () => {
    // What comes as fast as the second half of a double click does not count.
    await card.getByRole("button", { name: "Approve this call" }).click({ timeout: 500 });
    await expect(card.getByRole("form")).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
  expect(await answer).toBe("post of p-1");
  expect(notes.ran).toEqual(["post p-1"]);
  await client.close();
  // The call is reported a moment later.
  const ran = card.getByRole("link", { name: "Open the call" });
  await expect(ran).toBeVisible();
  await expectAccessible(page);
  await ran.click();
  const drawer = page.getByRole("complementary", { name: "Call" });
  await expect(drawer).toContainText(`${NAME}/post`);
  await drawer.getByRole("link", { name: /^apr_/ }).click();
  // Opened again, it is another look, which is asked for and recorded.
  await expect(card).toContainText("Approved and used by you");
  await expect(card).not.toContainText("p-1");
  await card.getByRole("button", { name: "Look at the arguments" }).click();
  await expect(card).toContainText("p-1");
});

test("denied, the client is told the reason; undecided, that it was a timeout", async ({
  page,
}) => {
  const { client, run: callTool } = await connected(point, "oscar");
  const denied = callTool("post", "p-2");
  await openCard(page, "d", "Deny this call");
  await page.getByLabel("Why not").fill("the month is closed");
  await page.keyboard.press("Control+Enter");
  expect(await denied).toContain("the month is closed");
  expect(await callTool("soon", "p-3")).toContain("Timeout");
  await client.close();
  expect(notes.ran.join()).not.toMatch(/p-2|p-3/);
  await expect(async () => {
    await page.goto(`/calls?q=${encodeURIComponent(`tool:${NAME}/* outcome:denied has:approval`)}`);
    await expect(page.getByRole("row").filter({ hasText: "denied" })).toHaveCount(2, {
      timeout: 1_000,
    });
  }).toPass();
});

test("a client that gives up takes its request back", async ({ page }) => {
  const { client, run: callTool } = await connected(point, "nora");
  const over = new AbortController();
  const answer = callTool("post", "p-4", over.signal);
  await page.goto("/approvals");
  const row = page.getByRole("link", { name: new RegExp(`wants to use ${NAME}/post`) });
  await expect(row).toBeVisible();
  over.abort("no longer wanted");
  expect(await answer).toContain("no longer wanted");
  await expect(row).toHaveCount(0);
  await client.close();
  expect(notes.ran).not.toContain("post p-4");
});
