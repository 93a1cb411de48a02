import type { Page } from "@playwright/test";
import { asks, type Desk, openDesk } from "./approval-desk";
import { expect, expectAccessible, signIn, test } from "./deployment";

const NAME = `pocket-${Date.now()}`;
let desk: Desk;

test.beforeAll(async () => {
  desk = await openDesk(NAME, [asks(NAME, "*")], ["note", "several", "next"]);
});

const cardOf = (page: Page) => page.getByRole("complementary", { name: "Approval" });

/** Presses, as one does, until everything was seen and it asks; and waits longer than a double tap. */
async function beginYes(page: Page): Promise<void> {
  const form = page.getByRole("form");
  await expect(async () => {
    const approve = cardOf(page).getByRole("button", { name: "Approve…" });
    if (!(await form.isVisible())) await approve.tap({ force: true, timeout: 500 });
    await expect(form).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.waitForTimeout(500);
}

test("On a phone a call is opened, read and denied with a reason, and the list is a step back", async ({
  page,
  context,
}) => {
  const id = await desk.held("note", {
    arguments: { title: "In the pocket", text: "y".repeat(500) },
  });
  await signIn(context, "approver", `${NAME}-first`);
  await page.goto("/approvals");
  await expectAccessible(page);
  await page.getByRole("link", { name: new RegExp(`wants to use ${NAME}/note`) }).tap();
  const card = page.getByRole("complementary", { name: "Approval" });
  await expect(card.getByText("In the pocket")).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBe(0);
  await expectAccessible(page);
  const deny = card.getByRole("button", { name: "Deny…" });
  const { height = 0 } = (await deny.boundingBox()) ?? {};
  expect(height).toBeGreaterThanOrEqual(44);
  const approve = await card.getByRole("button", { name: "Approve…" }).boundingBox();
  expect((approve?.x ?? 0) + (approve?.width ?? 0)).toBeLessThanOrEqual(390);
  // Pressed too early it leads on, until everything was on the screen.
  await expect(async () => {
    const fold = card.getByRole("button", { name: "Open all of text" });
    if (await fold.isVisible()) await fold.tap({ timeout: 500 });
    await deny.tap({ timeout: 500, force: true });
    await expect(page.getByLabel("Why not")).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.getByLabel("Why not").fill("not from a phone");
  await page.waitForTimeout(500);
  await page.getByRole("button", { name: "Deny this call" }).tap();
  await expect(card.getByRole("status")).toContainText("not from a phone");
  expect(await desk.statusOf(id)).toBe("denied");
  await card.getByRole("button", { name: "All approvals" }).tap();
  await expect(card).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Nothing waits for you" })).toBeVisible();
});

test("On a phone several are ticked, read over the list, and left again", async ({
  page,
  context,
}) => {
  for (const n of [1, 2]) await desk.held("several", { arguments: { n } });
  await signIn(context, "approver", `${NAME}-first`);
  await page.goto("/approvals");
  const boxes = page.getByRole("checkbox", { name: new RegExp(`${NAME}/several`) });
  for (const n of [0, 1]) await boxes.nth(n).tap();
  const strip = page.getByRole("group", { name: "Selected" });
  await expect(strip).toContainText("2 selected");
  await expectAccessible(page);
  await strip.getByRole("button", { name: "Decide together" }).tap();
  const card = page.getByRole("complementary", { name: "Several approvals" });
  await expect(card.getByRole("heading", { name: /2 calls of/ })).toBeVisible();
  await expectAccessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBe(0);
  await card.getByRole("button", { name: "All approvals" }).tap();
  await expect(card).toHaveCount(0);
  await expect(strip).toContainText("2 selected");
  await strip.getByRole("button", { name: "Clear" }).tap();
  await expect(boxes.first()).not.toBeChecked();
});

test("On a phone what became of it stands where the buttons were, and the next one is a tap away", async ({
  page,
  context,
}) => {
  const first = await desk.held("next", { arguments: { n: 1 } });
  const second = await desk.held("next", { arguments: { n: 2 } });
  await signIn(context, "approver", `${NAME}-first`);
  await page.goto(`/approvals?approval=${first}`);
  await beginYes(page);
  await page.getByRole("button", { name: "Approve this call" }).tap();
  const outcome = page.getByRole("group", { name: "What became of it" });
  const status = outcome.getByRole("status");
  await expect(status).toHaveText("Approved by you");
  await expect(status).toBeInViewport({ ratio: 1 });
  await expect(status).toBeFocused();
  await expectAccessible(page);
  await outcome.getByRole("button", { name: /^Next/ }).tap();
  await expect(page).not.toHaveURL(new RegExp(first));

  // Somebody else is faster while the form is open.
  await page.goto(`/approvals?approval=${second}`);
  await beginYes(page);
  await desk.otherDecides(second, { choice: "deny", reason: "we have had this one" });
  await expect(status).toContainText(`Denied by ${NAME}-second`);
  await expect(status).toContainText("we have had this one");
  await expect(status).toContainText("Your own answer was not counted.");
  await expect(status).toBeInViewport({ ratio: 1 });
  await expect(status).toBeFocused();
  await outcome.getByRole("button", { name: "Back to the list" }).tap();
  await expect(cardOf(page)).toHaveCount(0);
});

test("On a phone a closed fold that is named opens with one tap, and the bar leaves room for the card", async ({
  page,
  context,
}) => {
  const id = await desk.held("note", { arguments: { long: "z".repeat(3_000) } });
  await signIn(context, "approver", `${NAME}-first`);
  await page.goto(`/approvals?approval=${id}`);
  const bar = page.getByRole("group", { name: "Decide" });
  await expect(async () => {
    const missing = bar.getByRole("button", { name: /^Still/ });
    await missing.tap({ timeout: 500 });
    await expect(page.getByRole("region", { name: "All of long" })).toBeVisible({ timeout: 300 });
  }).toPass();
  await expect(page.getByRole("region", { name: "All of long" })).toBeInViewport();
  for (const [width, height] of [
    [844, 390],
    [320, 568],
  ] as const) {
    await page.setViewportSize({ width, height });
    const everything = page.getByRole("region", { name: "Everything about it" });
    const { height: left = 0 } = (await everything.boundingBox()) ?? {};
    expect(left).toBeGreaterThan(height * 0.65);
  }
});

test("On a phone one that was denied meanwhile is named, and left out with one tap", async ({
  page,
  context,
}) => {
  await signIn(context, "approver", `${NAME}-first`);
  const held = (n: number) => desk.held("several", { arguments: { n } });
  const known = await held(0);
  const yes = await page.request.post(`/api/v1/approvals/${known}/decide`, {
    data: { choice: "approve" },
    headers: { origin: process.env["ONBEHALF_E2E_URL"] ?? "" },
  });
  expect(yes.status()).toBe(200);
  const ids = [await held(11), await held(12), await held(13)];
  await page.goto(`/approvals?together=${ids.join(",")}`);
  await expect(async () => {
    const approve = page.getByRole("button", { name: "Approve 3…" });
    if (!(await page.getByRole("form").isVisible()))
      await approve.tap({ force: true, timeout: 500 });
    await expect(page.getByRole("form")).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByLabel("Reason (optional)").fill("as agreed");
  await desk.otherDecides(ids[1] ?? "", { choice: "deny", reason: "not this one" });
  const form = page.getByRole("form");
  await expect(form).toContainText("Call 2: It waits for nobody any more.");
  await expectAccessible(page);
  await form.getByRole("button", { name: "Leave it out" }).tap();
  await expect(page.getByRole("form", { name: "Approve 2 calls" })).toBeVisible();
  await expect(page.getByLabel("Reason (optional)")).toHaveValue("as agreed");
  await page.waitForTimeout(500);
  await page.getByRole("button", { name: "Approve 2 calls" }).tap();
  await expect(page.getByRole("heading", { name: "2 decided" })).toBeFocused();
  for (const id of [ids[0], ids[2]]) expect(await desk.statusOf(id ?? "")).toBe("approved");
});
