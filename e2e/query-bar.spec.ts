import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

// A new one where a failed journey starts the file again.
const SERVER = `bar wiki ${process.pid}`;
const TOOLS = ["bar_read", "bar_read", "bar_write"];

/** Three calls of one server, now; by every journey of this file, once however often they run. */
const TIME = new Date().toISOString();
function prepare() {
  const records = TOOLS.map((name, n) =>
    servedCall(`bar-${n}-${process.pid}`, { server: { name: SERVER }, tool: { name }, time: TIME }),
  );
  importRecords("native", records, "bar-gw");
}

const barOf = (page: Page) => page.getByRole("textbox", { name: "Query" });
const rowsOf = (page: Page) =>
  page.getByRole("table", { name: /Calls/ }).getByRole("row").filter({ hasText: SERVER });

/** The bar once the editor has taken over from the plain input. */
async function editorOf(page: Page): Promise<Locator> {
  const editor = page.locator(".cm-content");
  // Once more where the page did not listen to keys yet.
  await expect(async () => {
    if (!(await barOf(page).evaluate((bar) => bar.matches(":focus"))))
      await page.keyboard.press("/");
    await expect(editor).toBeFocused({ timeout: 3000 });
  }).toPass();
  await expect(barOf(page)).toHaveCount(1);
  return editor;
}

test("a query is built with the keyboard alone: fields, then real values with their counts", async ({
  page,
  context,
}) => {
  prepare();
  await signIn(context, "viewer");
  await page.goto("/calls");
  await expect(rowsOf(page)).toHaveCount(TOOLS.length);
  const bar = await editorOf(page);
  const list = page.getByRole("listbox", { name: "Completions" });
  await page.keyboard.type("serv");
  await expect(list.getByRole("option").first()).toContainText("server:The MCP server");
  await page.keyboard.press("ArrowDown");
  await expect(bar).toHaveAttribute("aria-activedescendant", /-0$/);
  await page.keyboard.press("Enter");
  await expect(bar).toHaveText("server:");
  await page.keyboard.type("bar");
  await expect(list.getByRole("option", { name: `${SERVER} 3 calls` })).toBeVisible();
  await expect(page.getByText("Calls in the time range.")).toBeVisible();
  await expectAccessible(page);
  // Tab takes the first completion of what is being written.
  await page.keyboard.press("Tab");
  await expect(bar).toHaveText(`server:"${SERVER}"`);
  await page.keyboard.type("tool:");
  await expect(page.getByText(/with the rest of the query/)).toBeVisible();
  const names = list.getByRole("option");
  await expect(names).toHaveText([/bar_read.*2 calls/, /bar_write.*1 call$/]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(bar).toHaveText(`server:"${SERVER}" tool:"${SERVER}/bar_write"`);
  await page.keyboard.press("Enter");
  await expect(rowsOf(page)).toHaveCount(1);
  await expect(page).toHaveURL(/q=server/);
  // No completion is open: Tab leaves the bar.
  await page.keyboard.press("Tab");
  await expect(bar).not.toBeFocused();
});

test("undo reaches across applied queries, and Escape goes back to the applied one", async ({
  page,
  context,
}) => {
  await signIn(context, "viewer");
  await page.goto("/calls");
  const bar = await editorOf(page);
  await page.keyboard.type("outcome:ok ");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/outcome:ok|outcome%3Aok/);
  await page.getByRole("button", { name: "Remove outcome:ok" }).click();
  await expect(bar).toHaveText(/is:mismatch caller:alice/);
  await bar.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(bar).toHaveText("outcome:ok");
  await page.keyboard.press("Escape");
  await expect(bar).toHaveText(/is:mismatch caller:alice/);
});

test("a mistake is marked in its place, is said, and is never applied", async ({
  page,
  context,
}) => {
  await signIn(context, "viewer");
  await page.goto("/calls?q=outcome:ok");
  const bar = await editorOf(page);
  await page.keyboard.type(" nonsense:1 tool:x");
  await page.keyboard.press("Enter");
  await expect(bar).toHaveAttribute("aria-invalid", "true");
  await expect(bar.locator('[data-part="mistake"]')).toHaveText("nonsense");
  await expect(bar).toHaveAccessibleDescription(/Unknown field nonsense/);
  await expect(bar.locator('[data-part="field"]')).toHaveText(["outcome", "tool"]);
  await expect(page).not.toHaveURL(/nonsense/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(bar).toHaveText("outcome:ok");
});

test("what was applied is in the history, but nothing that looks inside payloads", async ({
  page,
  context,
}) => {
  await signIn(context, "investigator");
  await page.goto("/calls");
  const bar = await editorOf(page);
  for (const query of ["tool:bar_read", "args.page:secret", "tool:bar_write"]) {
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(query);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(query.split(":")[1] ?? ""));
  }
  await page.keyboard.press("ArrowUp");
  const history = page.getByRole("dialog", { name: "History of queries" });
  await expect(history.getByRole("listitem")).toHaveText(["tool:bar_write", "tool:bar_read"]);
  await expectAccessible(page);
  await page.keyboard.type("read");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(bar).toBeFocused();
  await expect(bar).toHaveText("tool:bar_read");
  await page.getByRole("button", { name: "History of queries" }).click();
  await history.getByRole("button", { name: "Clear history" }).click();
  await expect(history).toContainText("No query has been applied in this browser yet");
});

test("until the editor has loaded, and where it cannot, a plain input does its work", async ({
  page,
  context,
}) => {
  prepare();
  await signIn(context, "viewer");
  await page.goto("/calls");
  await page.waitForLoadState("networkidle");
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/_next\/static\/chunks\//, async (route) => {
    await released;
    await route.continue();
  });
  const bar = barOf(page);
  await bar.focus();
  await page.keyboard.type("tool:bar_write");
  await expect(bar).toHaveValue("tool:bar_write");
  await page.keyboard.press("ArrowLeft");
  const plain = await bar.boundingBox();
  release();
  const editor = page.locator(".cm-content");
  await expect(editor).toBeFocused();
  await expect(editor).toHaveText("tool:bar_write");
  expect((await editor.boundingBox())?.height).toBe(plain?.height);
  // The caret has come along.
  await page.keyboard.type("X");
  await expect(editor).toHaveText("tool:bar_writXe");

  await page.unrouteAll();
  await page.goto("/calls");
  await page.waitForLoadState("networkidle");
  await page.route(/\/_next\/static\/chunks\//, (route) => route.abort());
  await bar.focus();
  await page.keyboard.type("tool:bar_write");
  await page.keyboard.press("Enter");
  await expect(rowsOf(page)).toHaveCount(1);
});

test("text that hides or moves other text is seen in the bar, and what is pasted stays one line", async ({
  page,
  context,
}) => {
  await signIn(context, "viewer");
  await page.goto("/calls");
  const bar = await editorOf(page);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", 'tool:"a\u202Eb\u200B\u{E0041}"\n<img src=x onerror=alert(1)>');
    const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
    document.activeElement?.dispatchEvent(paste);
  });
  await expect(bar).toHaveText('tool:"aRLObZWSPtag A" <img src=x onerror=alert(1)>');
  await expect(bar.getByTitle("U+202E right-to-left override")).toBeVisible();
  await expect(bar.locator("img:not(.cm-widgetBuffer)")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(
    page.getByText(/Unknown field|Put a space|no name|missing before/).first(),
  ).toBeVisible();
});

test("a text beyond every limit is refused at its place, and the bar stays quick", async ({
  page,
  context,
}) => {
  await signIn(context, "viewer");
  await page.goto("/calls");
  const bar = await editorOf(page);
  const paste = (text: string) =>
    page.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData("text/plain", pasted);
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
      document.activeElement?.dispatchEvent(event);
    }, text);
  for (const [text, message] of [
    [`${"(".repeat(200)}a${")".repeat(200)}`, "Brackets stand at most 64 deep."],
    ["caller:alice ".repeat(800), "A query has at most 10,000 characters."],
  ] as const) {
    await page.keyboard.press("ControlOrMeta+a");
    await paste(text);
    await page.keyboard.press("Enter");
    await expect(bar).toHaveAccessibleDescription(new RegExp(message.replaceAll(".", "\\.")));
  }
  await page.keyboard.press("ControlOrMeta+a");
  await paste("caller:alice OR ".repeat(312).replace(/ OR $/, ""));
  const slowest = await page.evaluate(async () => {
    let most = 0;
    for (let n = 0; n < 20; n++) {
      const started = performance.now();
      document.execCommand("insertText", false, "x");
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      most = Math.max(most, performance.now() - started);
    }
    return most;
  });
  test
    .info()
    .annotations.push({ type: "slowest key in 5,000 characters", description: `${slowest} ms` });
  expect(slowest).toBeLessThan(1_000);
});

test("a time range is typed, said in both zones, and applied", async ({ page, context }) => {
  await signIn(context, "viewer");
  await page.goto("/calls");
  await page.getByRole("button", { name: /Last 24 hours/ }).click();
  const menu = page.getByRole("dialog", { name: "Time range" });
  const field = menu.getByLabel("Type a range, in UTC");
  await expect(field).toBeFocused();
  await page.keyboard.type("20 nov 2025 14:00-15:30");
  await expect(menu).toContainText("UTC: 20 Nov 2025, 14:00 – 20 Nov 2025, 15:30");
  await expectAccessible(page);
  await page.keyboard.type("x");
  await expect(menu).toContainText("“15:30x” is not understood.");
  await page.keyboard.press("Enter");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=2025-11-20T14(:|%3A)00(:|%3A)00\.000Z&to=2025-11-20T15/);
  await page.getByRole("button", { name: /20 Nov 2025, 14:00/ }).click();
  await page.keyboard.type("last 2 hours");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=-2h/);
  await expect(page).not.toHaveURL(/to=/);
});

test("what is typed before the range menu could be shown is in its field", async ({
  page,
  context,
}) => {
  await signIn(context, "viewer");
  await page.goto("/calls");
  // The page listens by then.
  await editorOf(page);
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await arrived;
    await route.continue();
  });
  await page.getByRole("button", { name: /Last 24 hours/ }).click();
  await page.keyboard.type("3d");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Time range" })).toBeHidden();
  arrive();
  await expect(page.getByLabel("Type a range, in UTC")).toHaveValue("3d");
  await page.keyboard.type("ays");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=-3d/);
});
