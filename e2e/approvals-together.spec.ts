// Several calls of one tool are given one answer: what each has of its own is seen first, and a first call
// is never among those that are approved.
import type { Page } from "@playwright/test";
import { asks, type Desk, openDesk } from "./approval-desk";
import { expect, expectAccessible, memberWith, signIn, test } from "./deployment";
import { makeOlder } from "./authenticator";
import { rawTextOf } from "./pages/shown";

const NAME = `together-${Date.now()}`;
const AS = `${NAME}-first`;
let desk: Desk;

test.beforeAll(async () => {
  desk = await openDesk(NAME, [asks(NAME, "*")], ["note", "other", "flood", "stale"]);
});
test.beforeEach(({ context }) => signIn(context, "approver", AS));

const card = (page: Page) => page.getByRole("complementary", { name: "Several approvals" });
const strip = (page: Page) => page.getByRole("group", { name: "Selected" });
const boxes = (page: Page, tool: string) =>
  page.getByRole("checkbox", { name: new RegExp(`${NAME}/${tool}`) });

/** Through the API, as whoever decides on screen here. */
async function saysYes(page: Page, id: string): Promise<void> {
  const answer = await page.request.post(`/api/v1/approvals/${id}/decide`, {
    data: { choice: "approve" },
    headers: { origin: process.env["ONBEHALF_E2E_URL"] ?? "" },
  });
  expect(answer.status()).toBe(200);
}

/** Presses the key until everything was seen and it asks. */
async function readAll(page: Page, key: "a" | "d", form: string): Promise<void> {
  await expect(async () => {
    const fold = card(page).getByRole("button", { name: /^Open all of/ });
    if (await fold.first().isVisible()) await fold.first().click();
    await page.keyboard.press(key);
    await expect(page.getByRole("form", { name: form })).toBeVisible({ timeout: 300 });
  }).toPass();
}

test("calls that differ in their arguments alone are selected, compared and approved together", async ({
  page,
}) => {
  const note = (title: string, more: object = {}) =>
    desk.held("note", { arguments: { project: "PAY", title, ...more } });
  await saysYes(page, await note("the first"));
  const ids = [
    await note("Minutes of Monday"),
    await note("abc\u202edcba", { long: "y".repeat(400) }),
    await note("Minutes of Friday"),
  ];
  await desk.held("other");
  await page.goto("/approvals");
  await boxes(page, "note").first().check();
  await expect(strip(page)).toContainText("1 selected");
  await expect(boxes(page, "other")).toHaveAccessibleDescription(/one tool/);
  await strip(page).getByRole("button", { name: "Add 2 more of this tool" }).click();
  await expectAccessible(page);
  await strip(page).getByRole("button", { name: "Decide together" }).click();
  await expect(card(page).getByRole("heading", { name: /3 calls of/ })).toBeVisible();
  const shared = card(page).getByRole("region", { name: "The same in all of them" });
  await expect(shared).toContainText("PAY");
  await expect(shared).not.toContainText("Minutes");
  await expect(card(page).getByRole("region", { name: "Call 1" })).toContainText(
    "Minutes of Monday",
  );
  expect(await rawTextOf(page)).toEqual([]);
  await expect(card(page).getByRole("button", { name: "Approve 3…" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await expectAccessible(page);
  await readAll(page, "a", "Approve 3 calls");
  await expectAccessible(page);
  for (const id of ids) expect(await desk.statusOf(id)).toBe("pending");
  await page.keyboard.press("a");
  await expect(card(page).getByRole("heading", { name: "3 decided" })).toBeFocused();
  for (const id of ids) expect(await desk.statusOf(id)).toBe("approved");
  const [vote] = (await desk.recordsOf(ids[0] ?? "")).filter(
    ({ action }) => action === "approval.voted",
  );
  expect(vote?.details["selection"]).toMatch(/^sel_/);
  await card(page).getByRole("button", { name: "Done" }).click();
  await expect(card(page)).toHaveCount(0);
  await page.goto(`/approvals?approval=${ids[0]}`);
  await expect(page.getByRole("list", { name: "Who decided" })).toContainText(
    "one answer to 3 calls at once",
  );
});

test("first calls are denied together, never approved; the one that stands against it is left out", async ({
  page,
}) => {
  const flood = (n: number, sub = `00${NAME}-asker`) =>
    desk.held("flood", { arguments: { n }, sub });
  await saysYes(page, await flood(0));
  const known = [await flood(1), await flood(2)];
  const first = await flood(3, `00${NAME}-nobody`);
  await page.goto(`/approvals?together=${[...known, first].join(",")}`);
  await expect(card(page)).toContainText("They can be denied together, not approved");
  await expect(card(page).getByRole("button", { name: "Approve 3…" })).toHaveAccessibleDescription(
    /read one on its own card first/,
  );
  await card(page).getByRole("button", { name: "Leave it out" }).click();
  await expect(card(page).getByRole("heading", { name: /2 calls of/ })).toBeVisible();
  await expect(card(page)).toContainText("You have said yes to this caller");
  expect(new URL(page.url()).searchParams.get("together")).toBe(known.join(","));
  await page.goto(`/approvals?together=${[...known, first].join(",")}`);
  await readAll(page, "d", "Deny 3 calls");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByLabel("Why not")).toBeFocused();
  await page.getByLabel("Why not").fill("a loop, by the looks of it");
  // Somebody else is faster with one of them.
  await desk.otherDecides(known[0] ?? "", { choice: "deny", reason: "mine" });
  await page.keyboard.press("Control+Enter");
  await expect(card(page).getByRole("heading", { name: "2 decided, 1 not" })).toBeVisible();
  await expect(card(page)).toContainText("It waits no longer: it is denied by now.");
  await expectAccessible(page);
  for (const id of [...known, first]) expect(await desk.statusOf(id)).toBe("denied");
});

test("nothing is decided as long as the arguments of one of them were not read", async ({
  page,
}) => {
  const [one, other] = [await desk.held("note"), await desk.held("note", { arguments: { n: 2 } })];
  await page.route(`**/approvals/${other}/arguments`, (route) =>
    route.fulfill({ status: 503, body: "{}" }),
  );
  await page.goto(`/approvals?together=${one},${other}`);
  await expect(card(page).getByRole("alert")).toBeVisible();
  const deny = card(page).getByRole("button", { name: "Deny 2…" });
  await page.waitForTimeout(1_500);
  await expect(deny).toHaveAccessibleDescription(/Still loading: the arguments/);
  await page.unroute(`**/approvals/${other}/arguments`);
  await card(page).getByRole("button", { name: "Try again" }).click();
  await expect(card(page).getByRole("region", { name: "Call 2" })).toContainText("2");
  await readAll(page, "d", "Deny 2 calls");
});

test("an old sign-in decides none of them and leads to a new one and back", async ({ page }) => {
  const stale = (n: number) => desk.held("stale", { arguments: { n } });
  await saysYes(page, await stale(0));
  const ids = [await stale(1), await stale(2)];
  await page.goto("/approvals");
  await expect(boxes(page, "stale").first()).toBeVisible();
  // By keys: to each of them, and `x`.
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(page.locator("a:focus")).toContainText(`${NAME}/stale`, { timeout: 100 });
  }).toPass();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(strip(page)).toContainText("2 selected");
  await strip(page).getByRole("button", { name: "Decide together" }).click();
  await makeOlder("sign-ins", memberWith("approver", AS), "25 minutes");
  await readAll(page, "a", "Approve 2 calls");
  await page.keyboard.press("a");
  await expect(card(page)).toContainText("Sign in again first");
  for (const id of ids) expect(await desk.statusOf(id)).toBe("pending");
  await card(page).getByRole("button", { name: "Sign in again" }).click();
  await expect(page).toHaveURL(/sign-in/);
  expect(decodeURIComponent(decodeURIComponent(page.url()))).toContain(ids.join(","));
});
