import { asks, type Desk, openDesk } from "./approval-desk";
import { expect, expectAccessible, signIn, test } from "./deployment";

const NAME = `pocket-${Date.now()}`;
let desk: Desk;

test.beforeAll(async () => {
  desk = await openDesk(NAME, [asks(NAME, "*")], ["note", "several"]);
});

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
  expect(height).toBeGreaterThanOrEqual(40);
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
