// An approver decides on screen: by keys alone, having seen everything, and never by accident.
import type { Page } from "@playwright/test";
import { asks, type Desk, openDesk } from "./approval-desk";
import { expect, expectAccessible, PASSWORD, memberWith, signIn, test } from "./deployment";
import { ISS } from "./held";
import { rawTextOf } from "./pages/shown";

const NAME = `inbox-${Date.now()}`;
let desk: Desk;

test.beforeAll(async () => {
  const rules = [
    asks(NAME, "note"),
    asks(NAME, "soon", { decideWithin: "8s" }),
    asks(NAME, "other"),
    asks(NAME, "wide", { wider: ["same_arguments"] }),
  ];
  desk = await openDesk(NAME, rules, ["note", "other", "wide"]);
});
test.beforeEach(({ context }) => signIn(context, "approver", `${NAME}-first`));

const card = (page: Page) => page.getByRole("complementary", { name: "Approval" });
const outcome = (page: Page) => page.getByRole("group", { name: "What became of it" });
const bar = (page: Page) => page.getByRole("group", { name: "Decide" });
const rowOf = (page: Page, tool: string) =>
  page.getByRole("link", { name: new RegExp(`wants to use ${NAME}/${tool}`) });

/** Presses `a`, as one does, until everything was seen and it asks. */
async function readAll(page: Page, choice: "a" | "d", form: string): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(choice);
    await expect(page.getByRole("form", { name: form })).toBeVisible({ timeout: 300 });
  }).toPass();
}

test("by keys alone a call is found, read and approved, and the gateway is told", async ({
  page,
}) => {
  const id = await desk.held("note", { arguments: { title: "Minutes", pages: 3 } });
  await page.goto("/approvals");
  await expect(rowOf(page, "note")).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(rowOf(page, "note").first()).toBeFocused({ timeout: 300 });
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`approval=${id}`));
  await expect(card(page).getByText("Minutes")).toBeVisible();
  await expectAccessible(page);
  await readAll(page, "a", "Approve this call");
  await expectAccessible(page);
  expect(await desk.statusOf(id)).toBe("pending");
  await page.keyboard.press("a");
  await expect(outcome(page)).toContainText("Approved by you");
  expect(await desk.statusOf(id)).toBe("approved");
  await page.keyboard.press("Escape");
  await expect(card(page)).toHaveCount(0);
  await page.getByRole("link", { name: "Decided" }).click();
  await expect(rowOf(page, "note").first()).toContainText("you approved");
});

test("no is possible with a reason only, and Escape goes back one step at a time", async ({
  page,
}) => {
  const id = await desk.held("note", { arguments: { title: "No" } });
  await page.goto(`/approvals?approval=${id}`);
  await readAll(page, "d", "Deny this call");
  await expect(page.getByLabel("Why not")).toBeFocused();
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("form")).toHaveCount(0);
  expect(await desk.statusOf(id)).toBe("pending");
  await page.keyboard.press("d");
  await page.getByLabel("Why not").fill("a note that is not ours");
  await page.keyboard.press("Control+Enter");
  await expect(outcome(page)).toContainText("a note that is not ours");
  expect(await desk.statusOf(id)).toBe("denied");
});

test("nothing is decided before everything was seen and unfolded, and a second more", async ({
  page,
}) => {
  const id = await desk.held("note", { arguments: { long: "y".repeat(2_000), title: "Folded" } });
  await page.clock.install();
  await page.goto(`/approvals?approval=${id}`);
  const approve = bar(page).getByRole("button", { name: "Approve…" });
  await expect(approve).toHaveAttribute("aria-disabled", "true");
  await expect(page.locator("button:focus")).toHaveCount(0);
  const box = page.getByRole("region", { name: "Everything about it" });
  await expect(async () => {
    await box.evaluate((element) => element.scrollBy(0, 200));
    await expect(page.getByText(/in the last 30 days/)).toBeInViewport({ timeout: 50 });
  }).toPass({ intervals: [50] });
  await expect(bar(page)).toContainText("Still folded: long");
  // Pressed while it is disabled, it leads to what is missing.
  await approve.click({ force: true });
  const fold = page.getByRole("button", { name: "Open all of long" });
  await expect(fold).toBeFocused();
  await page.clock.pauseAt(Date.now() + 60_000);
  await fold.click();
  await expect(approve).toHaveAccessibleDescription("One second to look at it");
  await page.clock.runFor(900);
  await expect(approve).toHaveAttribute("aria-disabled", "true");
  await page.clock.runFor(200);
  await expect(approve).not.toHaveAttribute("aria-disabled");
  await page.clock.resume();
  expect(await desk.statusOf(id)).toBe("pending");
});

test("arguments that lie are inert, marked, complete, and the page stays accessible", async ({
  page,
}) => {
  const big = `${"z".repeat(200_000)}the end`;
  const id = await desk.held("note", {
    agent: "bot\u202egnp.exe",
    justification: `<img src=x id="injected" onerror="alert(1)"> ${"approve at once ".repeat(60)}`,
    arguments: {
      bidi: "abc\u202edcba\u202c\u2066x\u2069",
      hidden: "pay\u200bload\ufeff\u00ad\u{e0041}",
      html: `<script id="injected">alert(1)</script>`,
      markdown: "[open](javascript:alert(1)) ![x](https://evil.example/x.png)",
      terminal: "\u001b[31mred\u001b]0;title\u0007",
      "na\u202eme": true,
      big,
    },
  });
  await page.goto(`/approvals?approval=${id}`);
  for (const mark of ["RLO", "ZWSP", "ESC", "BOM", "SHY"])
    await expect(card(page).getByText(mark, { exact: true }).first()).toBeVisible();
  await expect(card(page)).toContainText("[open](javascript:alert(1))");
  await page.getByRole("button", { name: "Open all of big" }).click();
  await expect(page.getByRole("region", { name: "All of big" })).toHaveText(big);
  expect(await rawTextOf(page)).toEqual([]);
  await expect(page.locator("#injected")).toHaveCount(0);
  await expect(card(page).locator("a[href^=javascript], img")).toHaveCount(0);
  await expectAccessible(page);
});

test("what differs from the last one is marked, and running as somebody else needs a reason", async ({
  page,
}) => {
  const as = { downstream: { iss: ISS, sub: `00${NAME}-second`, kind: "user_token" } };
  const call = (args: object) => desk.held("other", { arguments: args, context: as });
  const first = await call({ issue: "PAY-1", labels: ["a", "b"], urgent: true });
  await page.goto(`/approvals?approval=${first}`);
  await expect(card(page).getByRole("group", { name: /mismatch/ })).toBeVisible();
  await readAll(page, "a", "Approve this call");
  await expect(page.getByLabel("Why is it right that it runs as somebody else?")).toBeFocused();
  await page.keyboard.press("Control+Enter");
  expect(await desk.statusOf(first)).toBe("pending");
  await page.keyboard.type("they cover for each other");
  await page.keyboard.press("Control+Enter");
  await expect(outcome(page)).toContainText("Approved by you");
  const second = await call({ issue: "PAY-2", labels: ["a"], extra: null });
  await page.goto(`/approvals?approval=${second}`);
  await expect(card(page).getByText("1 changed, 1 new, 2 gone.")).toBeVisible();
  await expect(card(page).getByText('was "PAY-1"')).toBeVisible();
});

test("secrets are masked until they are revealed, which is recorded", async ({ page }) => {
  const id = await desk.held("note", { arguments: { password: "hunter2hunter2" } });
  await page.goto(`/approvals?approval=${id}`);
  await expect(card(page).getByText("Secrets are masked")).toBeVisible();
  await expect(card(page)).not.toContainText("hunter2hunter2");
  await page.getByRole("button", { name: "Reveal the secret" }).click();
  await expect(card(page).getByText("hunter2hunter2")).toBeVisible();
  const looks = (await desk.recordsOf(id)).filter(({ action }) => action === "approval.opened");
  expect(looks.map(({ details }) => details["revealed"])).toEqual([true, false]);
});

test("what somebody else decides while the card is open is said there at once", async ({
  page,
}) => {
  const id = await desk.held("note", { arguments: { title: "Taken" } });
  await page.goto(`/approvals?approval=${id}`);
  await expect(bar(page)).toBeVisible();
  await desk.otherDecides(id, { choice: "deny", reason: "I was faster" });
  await expect(outcome(page)).toContainText("I was faster");
  await expect(outcome(page)).toContainText(`${NAME}-second`);
  await expect(bar(page)).toHaveCount(0);
});

test("what nobody decides denies itself while the card is open", async ({ page }) => {
  const id = await desk.held("soon");
  await page.goto(`/approvals?approval=${id}`);
  await expect(card(page).getByText("Denies itself in", { exact: true })).toBeVisible();
  await expect(outcome(page)).toContainText("It denied itself", {
    timeout: 15_000,
  });
  await expect(bar(page)).toHaveCount(0);
  await page.getByRole("link", { name: "Expired" }).click();
  await expect(rowOf(page, "soon").first()).toContainText("expired");
});

test("a new one appears without moving the open card or taking the focus", async ({ page }) => {
  const id = await desk.held("note", { arguments: { title: "Open before" } });
  await page.goto(`/approvals?approval=${id}`);
  const link = page.locator("a[aria-current=true]");
  await link.focus();
  await desk.held("wide", { arguments: { title: "Comes later" } });
  await expect(rowOf(page, "wide")).toBeVisible();
  await expect(link).toBeFocused();
  await expect(card(page).getByText("Open before")).toBeVisible();
});

test("an agent that names itself like a sentence is set apart, and rows are told apart", async ({
  page,
}) => {
  const agent = `triage-bot for Alice wants to use ${NAME}/other, running as`;
  const id = await desk.held("note", { agent });
  await page.goto(`/approvals?approval=${id}`);
  await expect(card(page).getByRole("heading", { level: 2 })).toHaveText(
    `“${agent}” for ${NAME}-asker wants to use ${NAME}/note`,
  );
  const row = page.locator(`a[href*="${id}"]`);
  await expect(row).toContainText(`…${id.slice(-4)}`);
  await expect(card(page).getByTitle(id)).toHaveText(`…${id.slice(-4)}`);
});

test("a wider yes says how often it lets the call run, and is not called once", async ({
  page,
}) => {
  const id = await desk.held("wide", { arguments: { title: "Wider" } });
  await page.goto(`/approvals?approval=${id}`);
  await readAll(page, "a", "Approve this call");
  const form = bar(page).getByRole("form");
  await expect(form).toContainText("Let exactly this call run, once?");
  await form.getByRole("radio", { name: /up to 100 times more, for 1 h/ }).check();
  await expect(form).not.toContainText("once?");
  await expect(form).toContainText("up to 100 times more, for 1 h, without anybody being asked?");
  await expect(form.getByRole("button", { name: "Approve up to 101 calls" })).toBeVisible();
});

test("a double click decides once", async ({ page }) => {
  const id = await desk.held("wide", { arguments: { title: "Twice" } });
  const posts: string[] = [];
  page.on("request", (one) => one.url().endsWith("/decide") && posts.push(one.url()));
  await page.goto(`/approvals?approval=${id}`);
  await readAll(page, "a", "Approve this call");
  const form = page.getByRole("form", { name: "Approve this call" });
  await expect(form.getByRole("radio", { name: "This one call" })).toBeChecked();
  await page.waitForTimeout(500);
  await form.getByRole("button", { name: "Approve this call" }).dblclick();
  await expect(outcome(page)).toContainText("Approved by you");
  expect(posts).toHaveLength(1);
});

test("a decision that comes too late says what it has become", async ({ page }) => {
  const id = await desk.held("note", { arguments: { title: "Too late" } });
  await page.goto(`/approvals?approval=${id}`);
  await readAll(page, "a", "Approve this call");
  // So that the card does not know yet.
  await page.route(`**/api/v1/approvals/${id}`, (route) => route.abort());
  await desk.otherDecides(id, { choice: "deny", reason: "no more notes" });
  await page.keyboard.press("a");
  await expect(card(page).getByRole("alert")).toContainText("it is denied by now");
  await page.unroute(`**/api/v1/approvals/${id}`);
  await expect(outcome(page)).toContainText("no more notes");
});

test("an old sign-in leads to a new one, and back to the very card", async ({ page }) => {
  const id = await desk.held("note", { arguments: { title: "Stale" } });
  await page.route("**/decide", (route) =>
    route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      body: JSON.stringify({
        code: "forbidden",
        detail: "Sign in again first: this needs a sign-in of the last 5 minutes.",
        details: { signInAgain: true },
      }),
    }),
  );
  await page.goto(`/approvals?approval=${id}`);
  await readAll(page, "a", "Approve this call");
  await page.keyboard.press("a");
  await page.getByRole("button", { name: "Sign in again" }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("E-mail").fill(memberWith("approver", `${NAME}-first`));
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/approvals\\?approval=${id}`));
  await expect(card(page).getByText("Stale")).toBeVisible();
});

test("who decides nothing is told why: no person, no role", async ({ page, context }) => {
  for (const [roles, title] of [
    ["approver", "You are linked to no person of the directory"],
    ["viewer", "You are not an approver"],
  ] as const) {
    await page.goto("about:blank");
    await context.clearCookies();
    await signIn(context, roles);
    await page.goto("/approvals");
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await expectAccessible(page);
  }
});
