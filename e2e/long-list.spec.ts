import type { Page } from "@playwright/test";
import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

const COUNT = 400;
// Of this worker alone: another one that follows a failure adds its own.
const SOURCE = `long-gw-${process.pid}`;
const address = `/calls?q=${encodeURIComponent(`source:${SOURCE}`)}`;

test.beforeAll(() => {
  const now = Date.now() - 60_000;
  const many = Array.from({ length: COUNT }, (_, n) =>
    servedCall(`long-${n}-${now}`, {
      time: new Date(now - n * 20_000).toISOString(),
      tool: { name: `long_${n}` },
    }),
  );
  importRecords("native", many, SOURCE);
});

test.beforeEach(async ({ context }) => signIn(context, "viewer"));

test("scrolling reads on to the end, shows every call once and draws only what is near", async ({
  page,
}) => {
  await page.goto(address);
  await expect(table(page)).toContainText("long_0");
  const seen = new Set<number>();
  await expect
    .poll(
      async () => {
        for (const n of await shown(page)) seen.add(n);
        await scrollBy(page, 400);
        return seen.size;
      },
      { timeout: 45_000, intervals: [20] },
    )
    .toBe(COUNT);
  await expect(page.getByText(`The end. Nothing older matches in the range`)).toBeVisible();
  await expect(page.locator("main footer")).toContainText(`${COUNT} calls`);
  await expect(table(page)).toHaveAttribute("aria-rowcount", String(COUNT + 1));
  const rows = await shown(page);
  expect(rows.length).toBeLessThan(80);
  expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  const last = table(page)
    .getByRole("row")
    .filter({ hasText: `long_${COUNT - 1}` });
  await expect(last).toHaveAttribute("aria-rowindex", String(COUNT + 1));
  await expectAccessible(page);
});

test("the place is kept while a call is open, and when one comes back from another page", async ({
  page,
}) => {
  await page.goto(address);
  await readAll(page);
  await scrollTo(page, 9_000);
  const row = table(page).getByRole("row").filter({ hasText: "long_290" });
  await row.getByRole("link").first().click();
  await expect(page.getByLabel("Details of the call")).toBeVisible();
  await expect(row).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(row).toBeInViewport();
  await page.getByRole("link", { name: "Sources" }).click();
  await expect(page).toHaveURL(/\/sources/);
  await page.goBack();
  await expect(row).toBeInViewport();
});

test("keys go on over the ends of pages, and the focus stays with a row out of sight", async ({
  page,
}) => {
  await page.goto(address);
  await table(page).getByRole("link").first().focus();
  await page.keyboard.press("End");
  await expect(focused(page)).toHaveAttribute("data-index", /\d+/);
  const before = Number(await focused(page).getAttribute("data-index"));
  await page.keyboard.press("j");
  await expect(focused(page)).toHaveAttribute("data-index", String(before + 1));
  await expect(focused(page)).toContainText(`long_${before + 1}`);
  await page.keyboard.press("PageUp");
  await expect
    .poll(async () => Number(await focused(page).getAttribute("data-index")))
    .toBeLessThan(before - 5);
  await page.keyboard.press("Home");
  await expect(focused(page)).toHaveAttribute("data-index", "0");
  await readAll(page);
  await scrollTo(page, 11_000);
  await expect(table(page)).toContainText("long_350");
  await expect(focused(page)).toHaveAttribute("data-index", "0");
  await page.keyboard.press("ArrowDown");
  await expect(focused(page)).toHaveAttribute("data-index", "1");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/call=/);
  await page.keyboard.press("j");
  await expect(page.getByRole("complementary", { name: "Call" })).toContainText("long_2");
});

test("a link into the middle opens there; newer calls come above without moving a row", async ({
  page,
  context,
}) => {
  const answer = await context.request.get(
    `/api/v1/calls?q=${encodeURIComponent(`source:${SOURCE}`)}&limit=200`,
  );
  const { next }: { next: string } = await answer.json();
  await page.goto(`${address}&cursor=${encodeURIComponent(next)}`);
  const row = table(page).getByRole("row").filter({ hasText: "long_210" });
  await expect(row).toBeInViewport();
  const place = (await row.boundingBox())?.y ?? 0;
  await page.getByRole("button", { name: "Newer calls" }).click();
  await expect(page.getByRole("button", { name: "Newer calls" })).toHaveCount(0);
  expect(Math.abs(((await row.boundingBox())?.y ?? 0) - place)).toBeLessThan(40);
  await scrollTo(page, 0);
  await expect(table(page)).toContainText("long_0");
});

test("a copied link to a call far down opens the list at that call", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(address);
  await readAll(page);
  await scrollTo(page, 11_000);
  await table(page)
    .getByRole("row")
    .filter({ hasText: "long_350" })
    .getByRole("link")
    .first()
    .click();
  await page.getByRole("button", { name: "Copy a link to this call" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto("about:blank");
  await page.goto(link);
  await expect(table(page).getByRole("row").filter({ hasText: "long_350" })).toBeInViewport();
  await expect(page.getByRole("complementary", { name: "Call" })).toContainText("long_350");
});

test("a page that cannot be read says so in its place, with the request, and is read when tried again", async ({
  page,
}) => {
  let broken = true;
  await page.route(/\/api\/v1\/calls\?.*cursor=/, async (route) => {
    if (!broken) return route.fallback();
    await route.fulfill({
      status: 500,
      contentType: "application/problem+json",
      body: JSON.stringify({ title: "Internal error", code: "internal", requestId: "req-e2e-1" }),
    });
  });
  await page.goto(address);
  await expect(table(page)).toContainText("long_0");
  await expect(async () => {
    await scrollTo(page, 100_000);
    const said = table(page).getByText("The calls here could not be read: Internal error");
    await expect(said).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(table(page).getByText("req-e2e-1")).toBeVisible();
  await expectAccessible(page);
  broken = false;
  await table(page).getByRole("button", { name: "Try again" }).click();
  await expect(table(page)).toContainText("long_60");
});

const table = (page: Page) => page.getByRole("table", { name: "Calls, newest first" });
const focused = (page: Page) => page.locator("[data-index]:focus-within");

async function shown(page: Page): Promise<number[]> {
  const text = await table(page).innerText();
  return [...text.matchAll(/long_(\d+)/g)].map(([, n]) => Number(n));
}

async function scrollBy(page: Page, pixels: number): Promise<void> {
  await table(page).evaluate((one, by) => one.parentElement?.scrollBy(0, by), pixels);
}

async function scrollTo(page: Page, pixels: number): Promise<void> {
  await table(page).evaluate((one, top) => one.parentElement?.scrollTo(0, top), pixels);
}

async function readAll(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        await scrollTo(page, 100_000);
        return page.locator("main footer").innerText();
      },
      { timeout: 30_000, intervals: [100] },
    )
    .toContain(`${COUNT} calls\n`);
}
