import type { Page } from "@playwright/test";
import { expect, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

// New ones where a failed journey starts the file again.
const RUN = Date.now();
const SERVER = `three-wiki-${RUN}`;
const SUB = `00three-${RUN}`;
const ISS = "https://idp.acme.example";
const DAY_MS = 24 * 3_600_000;
const today = new Date().toISOString().slice(0, 10);
const yesterday = new Date(Date.parse(today) - DAY_MS).toISOString().slice(0, 10);
/** The person's calls on the server, yesterday, that ran as a service. */
const ASKED = [`first_${RUN}`, `last_${RUN}`];

test.beforeAll(() => {
  const call = (name: string, more: object = {}) =>
    servedCall(`${name}-${SERVER}`, {
      time: `${yesterday}T12:00:00.000Z`,
      server: { name: SERVER },
      tool: { name },
      caller: { evidence: "validated", iss: ISS, sub: SUB },
      ...more,
    });
  importRecords(
    "native",
    [
      ...ASKED.map((name) => call(name)),
      call(`today_${RUN}`, { time: `${today}T00:00:00.000Z` }),
      call(`elsewhere_${RUN}`, { server: { name: "three-elsewhere" } }),
      call(`other_${RUN}`, { caller: { evidence: "validated", iss: ISS, sub: "00other" } }),
      call(`self_${RUN}`, {
        downstream: { evidence: "validated", kind: "user_token", iss: ISS, sub: SUB },
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
  await expect(
    table(page)
      .getByRole("row")
      .filter({ hasText: `_${RUN}` }),
  ).toHaveCount(2);
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
  await page.keyboard.type(`caller:${ISS}|${SUB} server:${SERVER} verdict:mismatch`);
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
  await choose("Caller", new RegExp(`^${SUB}`));
  await choose("Server", new RegExp(`^${SERVER}`));
  await choose("Verdict", /^mismatch/);
  await expectAnswer(page);
  expect(page.url()).toBe(byBar);

  // The ways on from a call.
  await page.goto("/calls");
  await chooseYesterday(page);
  const facts: [RegExp, number][] = [
    [new RegExp(`^Caller ${SUB}`), 4],
    [new RegExp(`^Server ${SERVER}`), 3],
    [/^Verdict mismatch/, 2],
  ];
  const rows = table(page)
    .getByRole("row")
    .filter({ hasText: `_${RUN}` });
  await expect(rows).toHaveCount(5);
  for (const [fact, left] of facts) {
    await rowOf(page, `first_${RUN}`).getByRole("link").focus();
    await page.keyboard.press(".");
    await page.getByRole("menuitem", { name: fact }).press("ArrowRight");
    await page.getByRole("menuitem", { name: "Only", exact: true }).press("Enter");
    await expect(rows).toHaveCount(left);
  }
  await expectAnswer(page);
  expect(page.url()).toBe(byBar);

  // Somebody else, elsewhere: the same rows, with the times of the link's zone.
  const other = await browser.newContext({ timezoneId: "Asia/Tokyo", locale: "ja-JP" });
  await signIn(other, "investigator");
  const colleague = await other.newPage();
  await colleague.goto(byBar);
  await expectAnswer(colleague);
  await expect(rowOf(colleague, `first_${RUN}`)).toContainText("12:00:00");
  await other.close();
});
