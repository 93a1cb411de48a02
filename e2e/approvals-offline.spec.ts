// An approver whose network goes away: what is on screen says that it may be old, and nothing counts twice.
import type { Page } from "@playwright/test";
import { asks, type Desk, openDesk } from "./approval-desk";
import { expect, expectAccessible, signIn, test } from "./deployment";

const NAME = `tunnel-${Date.now()}`;
let desk: Desk;

test.beforeAll(async () => {
  desk = await openDesk(NAME, [asks(NAME, "*")], ["note"]);
});
test.beforeEach(({ context }) => signIn(context, "approver", `${NAME}-first`));

const card = (page: Page) => page.getByRole("complementary", { name: "Approval" });

/** Presses `a`, as one does, until everything was seen and it asks. */
async function beginYes(page: Page): Promise<void> {
  const form = page.getByRole("form");
  await expect(async () => {
    if (!(await form.isVisible())) await page.keyboard.press("a");
    await expect(form).toBeVisible({ timeout: 500 });
  }).toPass();
}

test("without a network the card says that it may be old, and whether an answer counted shows later", async ({
  page,
  context,
}) => {
  const id = await desk.held("note", { arguments: { title: "Tunnel" } });
  await page.goto(`/approvals?approval=${id}`);
  await beginYes(page);
  await context.setOffline(true);
  await page.keyboard.press("a");
  await expect(card(page).getByText("No answer came.", { exact: false })).toBeVisible();
  await expect(card(page).getByText(/Not up to date: last read \d+ seconds ago/)).toBeVisible({
    timeout: 20_000,
  });
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(card(page).getByRole("alert")).toHaveCount(0);
  expect(await desk.statusOf(id)).toBe("pending");
  await page.keyboard.press("a");
  await expect(page.getByRole("group", { name: "What became of it" })).toContainText(
    "Approved by you",
  );
});

test("an answer whose own answer got lost shows as counted, and is not given twice", async ({
  page,
}) => {
  const id = await desk.held("note", { arguments: { title: "Lost" } });
  await page.goto(`/approvals?approval=${id}`);
  await beginYes(page);
  await page.route("**/decide", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.keyboard.press("a");
  await expect(page.getByRole("group", { name: "What became of it" })).toContainText(
    "Approved by you",
  );
  const votes = (await desk.recordsOf(id)).filter(({ action }) => action === "approval.voted");
  expect(votes).toHaveLength(1);
});
