import type { Page } from "@playwright/test";
import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

const now = Date.now();
// A new one where a failed journey starts the file again.
const SOURCE = `pivots-${now}`;
const SESSION = `pivots-session-${now}`;
const at = (minutes: number) => new Date(now - 600_000 + minutes * 60_000).toISOString();

test.beforeAll(() => {
  const call = (name: string, minutes: number, more: object = {}) =>
    servedCall(`pivots-${name}-${now}`, {
      time: at(minutes),
      tool: { name: `pivot_${name}` },
      session: { id: SESSION },
      ...more,
    });
  importRecords(
    "native",
    [
      call("first", -3),
      call("asked", 0, { outcome: { status: "error", durationMs: 41 } }),
      call("last", 2),
      call("later", 20),
      call("alone", 1, { session: undefined }),
    ],
    SOURCE,
  );
});

const LIST = `/calls?q=source%3A${SOURCE}`;
const rowOf = (page: Page, name: string) =>
  page
    .getByRole("table", { name: /Calls/ })
    .getByRole("row")
    .filter({ hasText: `pivot_${name}` });
const queryOf = (page: Page) => new URL(page.url()).searchParams.get("q");

test("the row's menu has every fact, by keyboard, and writes what the bar would", async ({
  page,
  context,
}) => {
  await signIn(context, "viewer");
  await page.goto(LIST);
  await rowOf(page, "asked").getByRole("link").focus();
  await page.keyboard.press(".");
  const menu = page.getByRole("menu").first();
  await expect(menu.getByRole("menuitem", { name: /Session/ })).toBeVisible();
  await expectAccessible(page);
  await menu.getByRole("menuitem", { name: "Outcome error" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("menuitem", { name: "Only", exact: true }).press("Enter");
  await expect(rowOf(page, "asked")).toBeVisible();
  await expect(rowOf(page, "first")).toHaveCount(0);
  const pivoted = page.url();
  await page.goto("/calls");
  await page.getByLabel("Query", { exact: true }).fill(`source:${SOURCE} outcome:error`);
  await page.getByLabel("Query", { exact: true }).press("Enter");
  await expect(page).toHaveURL(pivoted);
  await expect(rowOf(page, "first")).toHaveCount(0);

  await rowOf(page, "asked").getByRole("link").press("Shift+F10");
  await expect(page.getByRole("menu").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(rowOf(page, "asked").getByRole("link")).toBeFocused();
});

test("a cell that is pointed at has its own menu", async ({ page, context }) => {
  await page.setViewportSize({ width: 1600, height: 900 });
  await signIn(context, "viewer");
  await page.goto(LIST);
  const row = rowOf(page, "asked");
  await row.getByText("error", { exact: true }).last().hover();
  await row.getByTitle("Ways on from Outcome").click();
  await page.getByRole("menuitem", { name: "Exclude" }).click();
  await expect.poll(() => queryOf(page)).toBe(`source:${SOURCE} -outcome:error`);
  await expect(row).toHaveCount(0);
  await rowOf(page, "first").getByTitle("Ways on from Decision").click();
  await page.getByRole("menuitem", { name: "Only without decision" }).click();
  await expect.poll(() => queryOf(page)).toBe(`source:${SOURCE} -outcome:error -has:decision`);
});

test("another question says what it sets aside, and brings it back", async ({ page, context }) => {
  await signIn(context, "viewer");
  await page.goto(`${LIST}+tool%3Apivot_asked&call=&from=-1h`);
  await rowOf(page, "asked").getByRole("link").focus();
  await page.keyboard.press(".");
  await page.getByRole("menuitem", { name: /^Session/ }).press("ArrowRight");
  await page.getByRole("menuitem", { name: "Same session ± 5 minutes" }).press("Enter");
  await expect(rowOf(page, "first")).toBeVisible();
  await expect(rowOf(page, "last")).toBeVisible();
  await expect(rowOf(page, "later")).toHaveCount(0);
  await expect(rowOf(page, "alone")).toHaveCount(0);
  const note = page.getByRole("status").filter({ hasText: "Set aside:" });
  await expect(note).toContainText(`source:${SOURCE} tool:pivot_asked and the time range`);
  expect(new URL(page.url()).searchParams.get("to")).toBe(at(5));
  await expectAccessible(page);
  await note.getByRole("button", { name: "Bring back" }).click();
  await expect.poll(() => queryOf(page)).toBe(`source:${SOURCE} tool:pivot_asked`);
  await expect(page).toHaveURL(/from=-1h/);
  await expect(note).toHaveCount(0);
});

test("the drawer shows the calls of the session around, and opens them", async ({
  page,
  context,
}) => {
  await signIn(context, "viewer");
  await page.goto(LIST);
  await rowOf(page, "asked").getByRole("link").click();
  const drawer = page.getByRole("complementary", { name: "Call" });
  await drawer.getByRole("tab", { name: "Answer" }).focus();
  await page.keyboard.press("ArrowRight");
  for (const next of ["Arguments and result", "Policy"]) {
    await expect(drawer.getByRole("tab", { name: next })).toBeFocused();
    await page.keyboard.press("ArrowRight");
  }
  await expect(page).toHaveURL(/tab=session/);
  const around = drawer.getByRole("list", { name: /Calls around/ }).getByRole("listitem");
  await expect(around).toHaveCount(3);
  await expect(around.nth(0)).toContainText("pivot_last");
  await expect(around.nth(1)).toContainText("This call");
  await expect(around.nth(2)).toContainText("pivot_first");
  await expectAccessible(page);
  await page.reload();
  await around.nth(0).getByRole("link").click();
  await expect(around.nth(0)).toContainText("This call");
  await expect(drawer.getByRole("heading", { level: 2 })).toContainText("pivot_last");
});

test("the drawer's facts lead on, and its answer is copied as text", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(context, "viewer");
  await page.goto(LIST);
  await rowOf(page, "last").getByRole("link").click();
  const drawer = page.getByRole("complementary", { name: "Call" });
  await drawer.getByRole("button", { name: "Copy the answer as text, with a link" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^wiki\/pivot_last at .*\nWho authorised it: .*gina/i);
  expect(copied).toContain("&cols=default");
  await drawer.getByRole("button", { name: "Ways on from credential" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await drawer.getByRole("button", { name: "Ways on from ran as" }).click();
  await page.getByRole("menuitem", { name: "Everyone who ran as this" }).click();
  await expect.poll(() => queryOf(page)).toBe("ranas:https://wiki.example|svc-wiki");
});

test("a call without a session shows what else the caller did then, and says so", async ({
  page,
  context,
}) => {
  await signIn(context, "viewer");
  await page.goto(`${LIST}+tool%3Apivot_alone`);
  await rowOf(page, "alone").getByRole("link").click();
  const drawer = page.getByRole("complementary", { name: "Call" });
  await drawer.getByRole("tab", { name: "Session" }).click();
  await expect(drawer).toContainText("reported neither session nor trace");
  await drawer.getByRole("button", { name: "Open in the list" }).click();
  await expect(page).toHaveURL(/q=caller:/);
});

test("the drawer's width is moved with the arrows and remembered", async ({ page, context }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn(context, "viewer");
  await page.goto(LIST);
  await rowOf(page, "asked").getByRole("link").click();
  const drawer = page.getByRole("complementary", { name: "Call" });
  const edge = drawer.getByRole("separator", { name: "Width of the call" });
  await edge.focus();
  await edge.press("Shift+ArrowLeft");
  await expect(edge).toHaveAttribute("aria-valuenow", "584");
  const widthOf = async () => Math.round((await drawer.boundingBox())?.width ?? 0);
  await expect.poll(widthOf).toBe(584);
  await edge.press("Home");
  await expect.poll(widthOf).toBe(360);
  await expectAccessible(page);
  await page.reload();
  await expect.poll(widthOf).toBe(360);
});
