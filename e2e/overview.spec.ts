// The overview: every number is the count of the calls that it opens.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

/** A week that no other journey writes to. */
const WEEK = { from: "2026-05-04T00:00:00.000Z", to: "2026-05-11T00:00:00.000Z" };
const week = `/overview?${new URLSearchParams(WEEK)}`;

const people = ["00olga", "00otto", "00oona"];
const ownAccount = (sub: string) => ({
  downstream: { evidence: "validated", kind: "user_token", iss: "https://idp.acme.example", sub },
});

test.beforeAll(() => {
  const record = (n: number, day: string, more: Record<string, unknown>) => {
    const sub = people[n % people.length] ?? "";
    const time = `2026-05-${day}T0${n % 10}:30:00Z`;
    const caller = { evidence: "validated", iss: "https://idp.acme.example", sub, name: sub };
    return servedCall(`overview-${day}-${n}`, { time, caller, ...more });
  };
  const range = (length: number) => Array.from({ length }, (_, n) => n);
  importRecords(
    "native",
    [
      ...range(12).map((n) => record(n, "06", {})),
      ...range(7).map((n) => record(n, "07", { server: { name: "crm" }, downstream: undefined })),
      ...range(3).map((n) =>
        record(n, "08", { server: { name: "mail" }, ...ownAccount("00olga") }),
      ),
      ...range(4).map((n) => record(n, "01", {})),
    ],
    "overview-gw",
  );
});

test("every number opens as many calls as it says", async ({ page, context }) => {
  await signIn(context, "viewer");
  await page.goto(week);
  await expect(page.getByRole("heading", { name: "Verdicts over time" })).toBeVisible();
  const main = page.getByRole("main");
  const links = await main.locator('a[href^="/calls?"]').evaluateAll((found) =>
    found.map((link) => ({
      href: link.getAttribute("href") ?? "",
      n: Number(link.textContent?.replaceAll(",", "")),
      name: link.getAttribute("aria-label") ?? "",
    })),
  );
  const counts = links.filter(({ name }) => !name.includes("callers"));
  expect(counts.length).toBeGreaterThan(15);
  for (const { href, n } of counts) {
    const query = new URL(href, "http://localhost").searchParams;
    query.set("limit", "200");
    const answer = await context.request.get(`/api/v1/calls?${query}`);
    const { items }: { items: unknown[] } = await answer.json();
    expect([href, items.length]).toEqual([href, n]);
  }
});

test("from the overview to the calls behind a number and back", async ({ page, context }) => {
  await signIn(context, "viewer");
  await page.goto(week);
  const sum = page.getByRole("link", { name: "22 calls in all" });
  await expect(sum).toBeVisible();
  await page.getByRole("link", { name: "9 calls judged unknown", exact: true }).click();
  await expect(page).toHaveURL(/\/calls\?q=verdict%3Aunknown/);
  await expect(page.getByRole("row").filter({ hasText: "crm" })).toHaveCount(7);
  await page.goBack();
  await expect(sum).toBeVisible();
});

test("shows what changed, who shares a credential and where nobody knows", async ({
  page,
  context,
}) => {
  await signIn(context, "viewer");
  await page.goto(week);
  const changed = page.getByRole("table", { name: "Paths that changed" });
  await expect(changed.getByRole("row").filter({ hasText: "crm" }).first()).toContainText("new");
  const shared = page.getByRole("table", { name: "Shared credentials" });
  await expect(shared.getByRole("row").filter({ hasText: "svc-wiki" })).toContainText("3");
  const crm = page
    .getByRole("table", { name: "Unknown by server" })
    .getByRole("row", { name: /crm/ });
  await expect(crm).toContainText("100 %");
  await expect(crm.getByRole("link", { name: "declare how this server signs in" })).toHaveAttribute(
    "href",
    "/directory/servers",
  );
  const source = page
    .getByRole("table", { name: "Sources" })
    .getByRole("row", { name: /overview-gw/ });
  await expect(source).toContainText("ago");
  await expect(source.getByRole("link", { name: "22 calls from overview-gw" })).toBeVisible();
});

test("the chart has a table twin, and neither moves the page", async ({ page, context }) => {
  await signIn(context, "viewer");
  await watchShifts(page);
  await page.goto(week);
  await expect(page.locator(".recharts-area-area").first()).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, "shifted"))).toBe(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Show as a table" }).click();
  const twin = page.getByRole("table", { name: "Calls by verdict over time" });
  await expect(
    twin.getByRole("link", { name: /calls judged unknown from 7 May/ }).first(),
  ).toBeVisible();
  await expectAccessible(page);
});

test("a bar of the chart opens its calls", async ({ page, context }) => {
  await signIn(context, "viewer");
  await page.goto(week);
  const chart = page.locator(".recharts-wrapper");
  await expect(page.locator(".recharts-area-area").first()).toBeVisible();
  const box = await chart.boundingBox();
  if (!box) throw new Error("the chart has no box");
  await page.mouse.click(box.x + box.width * 0.45, box.y + box.height / 2);
  await expect(page).toHaveURL(/\/calls\?from=2026-05-0/);
});

test("is where a member begins, in the dark too", async ({ page, context }) => {
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await signIn(context, "viewer");
  await page.goto("/");
  await expect(page).toHaveURL("/overview");
  await expect(page.getByRole("link", { name: "Overview" })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await page.goto(week);
  await expect(page.locator(".recharts-area-area").first()).toBeVisible();
  await expectAccessible(page);
});

test("says why there is nothing to see", async ({ page, context }) => {
  await signIn(context, "viewer");
  await page.goto("/overview?from=2019-01-01T00:00:00Z&to=2019-02-01T00:00:00Z");
  await expect(page.getByRole("heading", { name: "No calls in this time" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Search all time" }).click();
  await expect(page.getByRole("heading", { name: "Verdicts over time" })).toBeVisible();
  await page.goto("/overview?from=2026-05-11T00:00:00Z&to=2026-05-04T00:00:00Z");
  await expect(page.getByText("The time range ends before it starts")).toBeVisible();
});

test("an approver is told which permission is missing", async ({ page, context }) => {
  await signIn(context, "approver");
  await page.goto("/overview");
  await expect(page.getByText(/calls:read/)).toBeVisible();
  await expectAccessible(page);
});

test("a failure names the request and can be tried again", async ({ page, context }) => {
  await signIn(context, "viewer");
  await page.goto(week);
  await expect(page.getByRole("heading", { name: "Verdicts over time" })).toBeVisible();
  const problem = { status: 500, title: "Broken", requestId: "req-overview" };
  await page.route("**/api/v1/overview**", (route) =>
    route.fulfill({ status: 500, contentType: "application/problem+json", json: problem }),
  );
  await page
    .getByRole("button", { name: "Last 24 hours" })
    .or(page.getByRole("button", { name: /May 2026/ }))
    .click();
  await page.getByRole("button", { name: "All time" }).click();
  await expect(page.getByText("req-overview")).toBeVisible();
  await page.unroute("**/api/v1/overview**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Sources" })).toBeVisible();
});

/** Adds up layout shifts from the first paint on. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Reflect.set(window, "shifted", 0);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        Reflect.set(
          window,
          "shifted",
          Reflect.get(window, "shifted") + Reflect.get(entry, "value"),
        );
    }).observe({ type: "layout-shift", buffered: true });
  });
}
