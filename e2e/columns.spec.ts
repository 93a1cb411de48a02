import type { Page } from "@playwright/test";
import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

// A new one where a failed journey starts the file again.
const SOURCE = `columns-${Date.now()}`;
const LIST = `/calls?q=source%3A${SOURCE}`;
const CHOSEN = /cols=time,pair,tool,decision,flags,outcome,took/;

function heads(page: Page) {
  return page.getByRole("table", { name: /Calls/ }).getByRole("columnheader");
}

test.beforeAll(() => {
  const call = servedCall(`columns-${Date.now()}`, { tool: { name: "columns_tool" } });
  importRecords("native", [call], SOURCE);
});

test("columns are chosen and put in order by keyboard, are in the link, and are remembered", async ({
  page,
  context,
  browser,
}) => {
  await page.setViewportSize({ width: 1840, height: 900 });
  await signIn(context, "investigator");
  await page.goto(LIST);
  await page.getByRole("button", { name: "Columns", exact: true }).press("Enter");
  const panel = page.getByRole("dialog", { name: "Columns" });
  await expect(panel.getByRole("checkbox", { name: "Caller and ran as" })).toBeDisabled();
  await panel.getByRole("checkbox", { name: "Flags" }).press("Space");
  await expectAccessible(page);
  const flags = panel.getByRole("checkbox", { name: "Flags" });
  await flags.press("Alt+ArrowUp");
  await flags.press("Alt+ArrowUp");
  await expect(page).toHaveURL(CHOSEN);
  await page.keyboard.press("Escape");
  const names = [
    "Time",
    "Caller and ran as",
    "Server / tool",
    "Decision",
    "Flags",
    "Outcome",
    "Took",
  ];
  await expect(heads(page)).toHaveText(names);
  await expect(page.getByRole("row").filter({ hasText: "columns_tool" })).toContainText(
    "undeclared_service",
  );

  const other = await browser.newContext({ viewport: { width: 1840, height: 900 } });
  await signIn(other, "viewer");
  const colleague = await other.newPage();
  await colleague.goto(page.url());
  await expect(heads(colleague)).toHaveText(names);
  await colleague.goto(new URL(LIST, page.url()).href);
  await expect(heads(colleague)).toHaveCount(6);
  await other.close();

  await page.goto(LIST);
  await expect(heads(page)).toHaveText(names);
  await expect(page).toHaveURL(CHOSEN);
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  await panel.getByRole("button", { name: "Reset" }).click();
  await expect(heads(page)).toHaveCount(6);
  await expect(page).not.toHaveURL(/cols=/);
});

test("a column's width is dragged, or moved with the arrows; a double click takes it back", async ({
  page,
  context,
}) => {
  await page.setViewportSize({ width: 1840, height: 900 });
  await signIn(context, "investigator");
  await page.goto(LIST);
  const edge = page.getByRole("separator", { name: "Width of Server / tool" });
  const tool = heads(page).filter({ hasText: "Server / tool" });
  const widthOf = async () => (await tool.boundingBox())?.width ?? 0;
  await edge.focus();
  await edge.press("ArrowRight");
  await edge.press("Shift+ArrowRight");
  await expect(edge).toHaveAttribute("aria-valuenow", "264");
  await expect.poll(widthOf).toBe(280);
  await expect(page).toHaveURL(/cols=time,pair,tool:264/);
  const box = await edge.boundingBox();
  if (!box) throw new Error("the edge is not shown");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 60, box.y + box.height / 2, { steps: 4 });
  await expect.poll(widthOf).toBeLessThan(240);
  await page.mouse.up();
  await expect(page).toHaveURL(/tool:19\d/);
  await edge.dblclick();
  await expect(edge).toHaveAttribute("aria-valuenow", "216");
  await expect(page).not.toHaveURL(/cols=/);
});

test("a link with a column that does not exist says so and shows the rest", async ({
  page,
  context,
}) => {
  await page.setViewportSize({ width: 1840, height: 900 });
  await signIn(context, "viewer");
  await page.goto(`${LIST}&cols=time,pair,mood,evil%E2%80%AEname,client`);
  await expect(heads(page)).toHaveText(["Time", "Caller and ran as", "Client"]);
  const note = page.getByRole("status").filter({ hasText: "No columns are called" });
  await expect(note).toContainText("mood, evilRLOname");
  await expectAccessible(page);
  await note.getByRole("button", { name: "Go on without" }).click();
  await expect(note).toHaveCount(0);
  await expect(page).toHaveURL(/cols=time,pair,client$/);
});

test("what has no room goes from the right, and on a phone every row is a card", async ({
  page,
  context,
}) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await signIn(context, "viewer");
  await page.goto(`${LIST}&cols=time,pair,client,source,flags,session,credential,trace`);
  const row = page.getByRole("row").filter({ hasText: "Gina" });
  await expect(row.getByText("desk-agent")).toBeVisible();
  await expect(heads(page).getByText("Trace")).toBeHidden();
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  await expect(page.getByText(/of them have no room here/)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(row.getByText("columns_tool")).toBeVisible();
  await expect(row.getByText("desk-agent")).toBeHidden();
  expect((await row.boundingBox())?.height).toBe(78);
  await expectAccessible(page);
});

test("a view keeps its columns", async ({ page, context }) => {
  const name = `Wide ${Date.now()}`;
  await page.setViewportSize({ width: 1840, height: 900 });
  await signIn(context, "investigator");
  await page.goto(`${LIST}&cols=time,pair,client:150`);
  await page.getByRole("button", { name: "Views", exact: true }).click();
  const menu = page.getByRole("dialog", { name: "Views" });
  await expect(menu.getByRole("link", { name: /Destructive today/ })).toBeVisible();
  await menu.getByRole("button", { name: "Save this view…" }).click();
  const form = page.getByRole("form", { name: "New view" });
  await form.getByLabel("Name").fill(name);
  await expect(form).toContainText("and the columns");
  await form.getByRole("button", { name: "Save the view" }).click();
  await expect(page.getByRole("button", { name: `Views: ${name}` })).toBeVisible();
  await page.goto("/calls");
  await page.getByRole("button", { name: "Views", exact: true }).click();
  await menu.getByRole("link", { name: new RegExp(name) }).click();
  await expect(heads(page)).toHaveText(["Time", "Caller and ran as", "Client"]);
  await expect(page.getByRole("button", { name: `Views: ${name}` })).toBeVisible();
});
