import type { Page } from "@playwright/test";
import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

const SOURCE = "facet-gw";
const HOUR_MS = 3_600_000;
/** The start of a whole hour, three hours ago. */
const START = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 3 * HOUR_MS;
const address = `/calls?${new URLSearchParams({ q: `source:${SOURCE}`, from: "-24h" })}`;

/** Two tools on a server of their own, one of them failing; and one call without a tool. */
function records() {
  const call = (id: string, minute: number, more: object) =>
    servedCall(`facet-${id}`, {
      time: new Date(START + minute * 60_000).toISOString(),
      server: { name: "facet-wiki" },
      ...more,
    });
  return [
    ...[0, 1, 2].map((n) => call(`read-${n}`, n, { tool: { name: "facet_read" } })),
    ...[0, 1].map((n) =>
      call(`drop-${n}`, 90 + n, { tool: { name: "facet_drop" }, outcome: { status: "error" } }),
    ),
    call("bare", 91, { tool: undefined }),
  ];
}

const rowsOf = (page: Page) =>
  page.getByRole("table", { name: /Calls/ }).getByRole("row").filter({ hasText: "facet-wiki" });

/** The number in the list of values is what the table then shows. */
async function expectRows(page: Page, n: number): Promise<void> {
  await expect(rowsOf(page)).toHaveCount(n);
  const counted = page.getByRole("region", { name: "Calls over time" });
  const words = n === 1 ? "1 call" : `${n} calls`;
  await expect(counted.getByText(words, { exact: true })).toBeVisible();
}

test.beforeAll(() => importRecords("native", records(), SOURCE));

test.beforeEach(async ({ page, context }) => {
  await signIn(context, "viewer");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(address);
});

test("facets narrow, widen, exclude and stand alone, and each number is the rows that it finds", async ({
  page,
}) => {
  const bar = page.getByLabel("Query", { exact: true });
  const tools = page.getByRole("region", { name: "Facets" }).getByRole("list", { name: "Tool" });
  const value = (name: string) => tools.getByRole("button", { name: new RegExp(`^${name}`) });
  await expectRows(page, 6);
  await expect(value("facet_read")).toContainText("3");
  await expectAccessible(page);

  await value("facet_read").click();
  await expect(bar).toHaveValue(`source:${SOURCE} tool:facet-wiki/facet_read`);
  await expectRows(page, 3);
  await expect(value("facet_drop")).toContainText("2");
  await value("facet_drop").click();
  await expectRows(page, 5);
  await value("facet_read").hover();
  await tools.getByRole("button", { name: "Only facet_read" }).click();
  await expectRows(page, 3);

  await value("facet_read").click();
  await value("facet_read").hover();
  await tools.getByRole("button", { name: "Exclude facet_read" }).click();
  await expect(bar).toHaveValue(`source:${SOURCE} -tool:facet-wiki/facet_read`);
  await expectRows(page, 3);
  await expect(value("facet-wiki/facet_read")).toContainText("excluded");
  await value("facet-wiki/facet_read").click();
  await value("none").click();
  await expect(bar).toHaveValue(`source:${SOURCE} -has:tool`);
  await expectRows(page, 1);

  await page.goBack();
  await expectRows(page, 6);
});

test("facets work by keyboard, change what is typed, and say why they cannot", async ({ page }) => {
  const bar = page.getByLabel("Query", { exact: true });
  const panel = page.getByRole("region", { name: "Facets" });
  const outcome = panel.getByRole("button", { name: "Outcome" });
  await outcome.focus();
  await page.keyboard.press("Enter");
  const values = panel
    .getByRole("list", { name: "Outcome" })
    .getByRole("button", { name: /^error/ });
  await expect(values).toContainText("2");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await expect(values).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expectRows(page, 2);

  await bar.fill(`source:${SOURCE} has:tool`);
  await values.click();
  await expect(bar).toHaveText(`source:${SOURCE} has:tool outcome:error`);
  await expectRows(page, 2);
  await bar.fill("caller:(");
  await expect(panel.getByText("The text in the bar cannot be read: mend it first")).toBeVisible();
  await expect(values).toHaveAccessibleDescription(/mend it first/);
  await values.press("Enter");
  await expect(bar).toHaveText("caller:(");

  await page.getByRole("button", { name: "Facets", exact: true }).click();
  await expect(panel).toBeHidden();
  await page.reload();
  await expectRows(page, 2);
  await expect(panel).toBeHidden();
});

test("the histogram zooms in by dragging and by keys, and leads back", async ({ page }) => {
  const histogram = page.getByRole("slider", { name: "Calls over time" });
  await expectRows(page, 6);
  const frame = await histogram.boundingBox();
  if (!frame) throw new Error("the histogram has no place");
  const share = (minute: number) => {
    // The bars are whole half hours that reach over the last 24 hours.
    const first = Math.floor((Date.now() - 24 * HOUR_MS) / (HOUR_MS / 2)) * (HOUR_MS / 2);
    const bars = Math.ceil((Date.now() - first) / (HOUR_MS / 2));
    return (START + minute * 60_000 - first) / (bars * (HOUR_MS / 2));
  };
  await page.mouse.move(frame.x + frame.width * share(-15), frame.y + 20);
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width * share(45), frame.y + 20, { steps: 5 });
  await page.mouse.up();
  await expectRows(page, 3);
  await expect(page).toHaveURL(/from=\d{4}-/);
  await page.goBack();
  await expectRows(page, 6);

  await page.getByRole("button", { name: "Histogram" }).focus();
  await page.keyboard.press("Tab");
  await expect(histogram).toBeFocused();
  await page.keyboard.press("Home");
  await expect(histogram).toHaveAttribute("aria-valuetext", /: 0 calls$/);
  await page.keyboard.press("Shift+End");
  await expect(histogram).toHaveAttribute("aria-valuetext", /^Selected .*: 6 calls/);
  await page.keyboard.press("Escape");
  for (let bar = 0; bar < 60; bar++) {
    if (/: 3 calls/.test((await histogram.getAttribute("aria-valuetext")) ?? "")) break;
    await page.keyboard.press("ArrowLeft");
  }
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expectRows(page, 3);
  await page.getByRole("button", { name: "Back to last 24 hours" }).click();
  await expectRows(page, 6);
  await page.getByRole("button", { name: "Histogram" }).click();
  await expect(histogram).toBeHidden();
  await page.reload();
  await expectRows(page, 6);
  await expect(histogram).toBeHidden();
});
