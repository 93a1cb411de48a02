import type { Page } from "@playwright/test";
import { expect, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

const SERVER = `three-wiki-${Date.now()}`;
const ISS = "https://idp.acme.example";
const DAY_MS = 24 * 3_600_000;
const today = new Date().toISOString().slice(0, 10);
const yesterday = new Date(Date.parse(today) - DAY_MS).toISOString().slice(0, 10);
/** The person's calls on the server, yesterday, that ran as a service. */
const ASKED = ["three_first", "three_last"];

test.beforeAll(() => {
  const call = (name: string, more: object = {}) =>
    servedCall(`${name}-${SERVER}`, {
      time: `${yesterday}T12:00:00.000Z`,
      server: { name: SERVER },
      tool: { name },
      caller: { evidence: "validated", iss: ISS, sub: "00three", name: "Thea Three" },
      ...more,
    });
  importRecords(
    "native",
    [
      ...ASKED.map((name) => call(name)),
      call("three_today", { time: `${today}T00:00:00.000Z` }),
      call("three_elsewhere", { server: { name: "three-elsewhere" } }),
      call("three_other", { caller: { evidence: "validated", iss: ISS, sub: "00other" } }),
      call("three_self", {
        downstream: { evidence: "validated", kind: "user_token", iss: ISS, sub: "00three" },
      }),
    ],
    "three-gw",
  );
});

const table = (page: Page) => page.getByRole("table", { name: /Calls/ });
const rowOf = (page: Page, name: string) => table(page).getByRole("row").filter({ hasText: name });

async function chooseYesterday(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Last 24 hours/ }).click();
  await page.getByLabel("Type a range, in UTC").fill("yesterday");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`from=${yesterday}`));
}

async function expectAnswer(page: Page): Promise<void> {
  for (const name of ASKED) await expect(rowOf(page, name)).toBeVisible();
  await expect(table(page).getByRole("row").filter({ hasText: "three_" })).toHaveCount(2);
}

test("what one person did on one server yesterday as somebody else is one address, three ways", async ({
  page,
  context,
  browser,
}) => {
  await page.setViewportSize({ width: 1600, height: 900 });
  await signIn(context, "viewer");

  // The bar, with the keyboard alone.
  await page.goto("/calls");
  await chooseYesterday(page);
  await page.keyboard.press("/");
  await page.keyboard.type(`caller:"${ISS}|00three" server:${SERVER} is:mismatch`);
  await page.keyboard.press("Enter");
  await expectAnswer(page);
  const byBar = page.url();

  // The facets.
  await page.goto("/calls");
  await chooseYesterday(page);
  const facets = page.getByRole("region", { name: "Facets" });
  const choose = async (facet: string, value: RegExp) => {
    const list = facets.getByRole("list", { name: facet });
    if (!(await list.isVisible())) await facets.getByRole("button", { name: facet }).click();
    await list.getByRole("button", { name: value }).first().click();
  };
  await choose("Caller", /^Thea Three/);
  await choose("Server", new RegExp(`^${SERVER}`));
  await choose("Verdict", /^mismatch/);
  await expectAnswer(page);
  expect(page.url()).toBe(byBar);

  // The ways on from a call.
  await page.goto("/calls");
  await chooseYesterday(page);
  for (const fact of [/^Caller Thea/, new RegExp(`^Server ${SERVER}`), /^Verdict mismatch/]) {
    await rowOf(page, "three_first").getByRole("link").focus();
    await page.keyboard.press(".");
    await page.getByRole("menuitem", { name: fact }).press("ArrowRight");
    await page.getByRole("menuitem", { name: "Only", exact: true }).press("Enter");
  }
  await expectAnswer(page);
  expect(page.url()).toBe(byBar);

  // Somebody else, elsewhere: the same rows, with the times of the link's zone.
  const other = await browser.newContext({ timezoneId: "Asia/Tokyo", locale: "ja-JP" });
  await signIn(other, "investigator");
  const colleague = await other.newPage();
  await colleague.goto(byBar);
  await expectAnswer(colleague);
  await expect(rowOf(colleague, "three_first")).toContainText("12:00:00");
  await other.close();
});
