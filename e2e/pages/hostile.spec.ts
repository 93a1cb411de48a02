// Every page with text on it that lies: in the browser, as an owner who is auditor and approver too.
import { type BrowserContext, expect, type Page } from "@playwright/test";
import { signInAtCompany } from "../company";
import { complaintsOf } from "../complaints";
import { cli } from "../server";
import { barriersOf, DESK } from "./barriers";
import { evil } from "./evil";
import { PAGES } from "./page-list";
import { type Populated, test } from "./populated";
import { rawTextOf } from "./shown";

test.slow();

type Visit = { path: string; raw: unknown[]; barriers: string[] };

/** Opens every page there is, one at a time, and looks at each in all ways. */
async function visitAll(page: Page, populated: Populated): Promise<Visit[]> {
  await signInAsKeeper(page.context(), populated);
  await page.emulateMedia({ reducedMotion: "reduce" });
  const complaints = complaintsOf(page, populated.server.url);
  page.on("response", (answer) => {
    if (answer.status() >= 500) complaints.push(`${answer.status()} ${answer.url()}`);
  });
  const visits = new Map<string, Visit>();
  for (const path of addresses(populated)) {
    await open(page, populated, path);
    // Several addresses lead to the same page.
    const seen = visits.get(page.url());
    if (seen) {
      seen.raw.push(...complaints.splice(0));
      continue;
    }
    const injected = await page.locator("#injected").allInnerTexts();
    const raw = [...(await rawTextOf(page)), ...injected];
    const barriers = await barriersOf(page);
    visits.set(page.url(), { path, raw: [...raw, ...complaints.splice(0)], barriers });
  }
  return [...visits.values()];
}

test.describe("every page", () => {
  let visits: Visit[] = [];
  test.beforeAll(async ({ browser, populated }) => {
    test.setTimeout(600_000);
    const page = await browser.newPage({ viewport: DESK });
    visits = await visitAll(page, populated);
    await page.close();
  });

  test("shows hostile text as inert marks, without a complaint or an answer of 5xx", () => {
    expect(visits.length).toBeGreaterThan(20);
    expect(visits.filter(({ raw }) => raw.length > 0)).toEqual([]);
  });

  test("is accessible in both themes and both widths, with hostile text on it", () => {
    expect(visits.length).toBeGreaterThan(20);
    expect(visits.filter(({ barriers }) => barriers.length > 0)).toEqual([]);
  });
});

test("claims that lie come in as a member whose name is inert", async ({
  page,
  context,
  browser,
  populated,
}) => {
  const { company, server } = populated;
  company.accounts.set("mallory", {
    name: evil("claimed-name", 0),
    email: `"<script id=injected>"@acme.example`,
    email_verified: true,
    groups: ["secops", evil("claimed-group", 2)],
  });
  const theirs = await browser.newContext();
  const mallory = await theirs.newPage();
  await mallory.goto(`${server.url}/sign-in`);
  await signInAtCompany(mallory, company, "mallory");
  await expect(mallory).toHaveURL(/\/(calls|overview)/);
  expect(await rawTextOf(mallory)).toEqual([]);
  await theirs.close();
  await signInAsKeeper(context, populated);
  const complaints = complaintsOf(page, server.url);
  for (const path of ["/settings/members", "/settings/admin-log"]) {
    await open(page, populated, path);
    await expect(
      page.getByText("claimed-name").or(page.getByText("mallory")).first(),
    ).toBeVisible();
    expect([path, await rawTextOf(page), complaints]).toEqual([path, [], []]);
  }
});

test("what was quarantined is inert when it is opened", async ({ page, context, populated }) => {
  await signInAsKeeper(context, populated);
  const complaints = complaintsOf(page, populated.server.url);
  await open(page, populated, `/sources/${populated.ids.source}?tab=quarantine`);
  const closed = page.getByRole("button", { name: "Show what was received" });
  const entries = await closed.count();
  for (let n = 0; n < entries; n += 1) await closed.first().click();
  await expect(page.getByLabel("What was received")).toHaveCount(entries);
  expect(await rawTextOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test("log and command line are lines of text without a raw control character", async ({
  populated: { server },
}) => {
  for (const args of [
    ["users", "list"],
    ["sources", "list"],
    ["keys", "list"],
  ])
    expect([args, controlsIn(cli(server.data, args))]).toEqual([args, []]);
  const lines = server
    .printed()
    .split("\n")
    .filter((line) => line.startsWith("{"));
  expect(lines.length).toBeGreaterThan(100);
  expect(lines.filter((line) => controlsIn(line).length > 0)).toEqual([]);
  for (const line of lines) JSON.parse(line);
});

const controlsIn = (text: string) => text.match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}](?<!\n)/gu) ?? [];

function addresses({ ids }: Populated): string[] {
  return Object.values(PAGES).flatMap((row) => row.paths(ids));
}

/** The page when nothing on it is loading any more. */
async function open(page: Page, { server }: Populated, path: string): Promise<void> {
  await page.goto(server.url + path);
  await expect(page.getByRole("heading").first()).toBeVisible();
  await expect(page.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
}

async function signInAsKeeper(context: BrowserContext, { server, keeper }: Populated) {
  const [name = "", value = ""] = keeper.split("=", 2);
  await context.addCookies([{ name, value, url: server.url, httpOnly: true, sameSite: "Lax" }]);
}
