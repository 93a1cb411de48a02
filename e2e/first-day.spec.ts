// From a fresh install to a colleague who investigates, on a server and with a company of its own.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { type Company, signInAtCompany, startCompany } from "./company";
import { complaintsOf } from "./complaints";
import { expect, expectAccessible, test } from "./deployment";
import { firstFile, laterCall, tracker, wikiService } from "./first-day.records";
import { cli, type E2eServer, startServer } from "./server";

const OWNER = "olga@acme.example";

let company: Company;
let server: E2eServer;
test.slow();
test.beforeAll(async () => {
  company = await startCompany();
  server = await startServer({
    OIDC_ISSUER: company.issuer,
    OIDC_CLIENT_ID: company.client.id,
    OIDC_CLIENT_SECRET: company.client.secret,
  });
  company.serve(server.url);
  company.accounts.set("ivo", { name: "Ivo Investigates" });
});
test.afterAll(async () => {
  await server.stop();
  await company.stop();
});

test("a fresh install comes to verdicts, and a colleague sees them and nothing beyond", async ({
  page,
  browser,
}) => {
  const complaints = complaintsOf(page, server.url);
  await test.step("the set-up link makes the owner", () => becomeOwner(page));
  await test.step("a source is created and a file imported", () => connectAndImport(page));
  await test.step("nothing is known of the desk yet", async () => {
    await expect(pairs(page, "search_tickets")).toHaveCount(2);
    await expectVerdict(page, "search_tickets", "Ines ran as an identity nobody reported: unknown");
    await expectVerdict(page, "close_ticket", "Ines ran as ines-t: unknown");
    await expectVerdict(page, "edit_page", "Ines ran as svc-wiki: mismatch");
    await expectAccessible(page);
  });
  await test.step("how the desk signs in is declared, after a look at what it changes", () =>
    declareDesk(page));
  await test.step("its calls are judged again, and say why", () => readHistory(page));
  await test.step("both principals of Ines are linked to her", () => linkInes(page));
  await test.step("the wiki's service account is declared and sanctioned", () =>
    sanctionWiki(page));
  const link = await test.step("a colleague is invited", () => invite(page));
  expect(complaints).toEqual([]);

  const theirs = await browser.newContext();
  const colleague = await theirs.newPage();
  const theirComplaints = complaintsOf(colleague, server.url);
  await test.step("the colleague signs in with the company account", async () => {
    await colleague.goto(link);
    await expectAccessible(colleague);
    await signInAtCompany(colleague, company, "ivo");
    await expect(colleague).toHaveURL(/\/calls/);
  });
  await test.step("and sees the calls with their verdicts", async () => {
    await expectVerdict(colleague, "close_ticket", "Ines Okafor ran as Ines Okafor: match");
    await expectVerdict(colleague, "read_page", "Ines Okafor ran as svc-wiki: sanctioned");
    await expectAccessible(colleague);
  });
  await test.step("but no payload, in the drawer or by the API", () => refusedPayload(colleague));
  await test.step("changes nothing, and opens no page that is not theirs", () =>
    refusedElsewhere(colleague));
  expect(theirComplaints).toEqual([]);
  await theirs.close();
});

async function becomeOwner(page: Page): Promise<void> {
  await page.goto(`${server.url}/setup#${server.setupToken}`);
  await expectAccessible(page);
  await page.getByLabel("E-mail").fill(OWNER);
  await page.getByLabel("Password", { exact: true }).fill("a few words are good");
  await page.getByRole("button", { name: "Create the owner" }).click();
  await expect(page.getByText("No source is connected yet")).toBeVisible();
}

async function connectAndImport(page: Page): Promise<void> {
  const create = page.getByRole("button", { name: "Create the source and its key" });
  // A page that does not listen yet, on a busy machine, is told again.
  await expect(async () => {
    const link = page.getByRole("link", { name: "Connect a source" });
    if (await link.isVisible()) await link.click();
    await page.getByLabel("Name").fill("front", { timeout: 3_000 });
    await page.getByLabel("Name").fill("front-door");
    await expect(create).toBeEnabled({ timeout: 1_000 });
  }).toPass();
  await create.click();
  await expect(page.getByRole("heading", { name: "front-door is ready" })).toBeVisible();
  await expectAccessible(page);
  expect(importFile("first.jsonl", firstFile())).toMatchObject({ records: 4, stored: 4 });
  await page.getByRole("link", { name: "Calls", exact: true }).click();
}

async function declareDesk(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Identities" }).click();
  await page.getByRole("link", { name: "Servers" }).click();
  await page.getByRole("link", { name: "desk", exact: true }).click();
  await page.getByLabel("As the caller’s own account").check();
  const preview = page.getByRole("region", { name: "Preview of verdicts" });
  await preview.getByRole("button", { name: "Preview" }).click();
  await expect(preview.getByRole("listitem")).toHaveText(/2\s*unknown\s*claimed/);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save the declaration" }).click();
  await expect(page.getByRole("button", { name: "Withdraw the declaration" })).toBeVisible();
}

async function readHistory(page: Page): Promise<void> {
  await expectVerdict(page, "search_tickets", "Ines ran as an identity nobody reported: claimed");
  await page
    .getByRole("row")
    .filter({ hasText: "search_tickets" })
    .first()
    .getByRole("link")
    .first()
    .click();
  const history = page.getByRole("list", { name: "What the verdict was and became" });
  await expect(history.getByRole("listitem").first()).toContainText(/unknown.*claimed/);
  await expect(history).toContainText(OWNER);
  await expectAccessible(page);
}

async function linkInes(page: Page): Promise<void> {
  await page.goto(`${server.url}/directory/unlinked`);
  for (const sub of ["00ines", tracker.sub]) {
    await page.getByRole("button", { name: `Link ${sub} to a person` }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Person", { exact: true }).fill("ines");
    await dialog.getByLabel("Name, for a new person").fill("Ines Okafor");
    await dialog.getByRole("button", { name: "Link", exact: true }).click();
    await expect(dialog).toHaveCount(0);
  }
  await expectAccessible(page);
  await expectVerdict(page, "close_ticket", "Ines Okafor ran as Ines Okafor: match");
}

async function sanctionWiki(page: Page): Promise<void> {
  await page.goto(`${server.url}/directory/unlinked`);
  await page.getByRole("button", { name: `${wikiService.sub} is a service` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Declare a service" }).click();
  await expect(dialog).toHaveCount(0);
  await page.goto(`${server.url}/directory/services`);
  await page.getByRole("button", { name: `Sanction ${wikiService.sub}` }).click();
  await dialog.getByLabel("Tools").fill("tool:wiki/*");
  await dialog.getByLabel("Callers").fill("anyone");
  await dialog.getByLabel("Owner").fill("wiki team");
  await dialog.getByLabel("Reason").fill("The wiki has one account for all");
  await dialog.getByRole("button", { name: "Add the sanction" }).click();
  await expect(dialog).toHaveCount(0);
  await expectAccessible(page);
  expect(importFile("later.jsonl", [laterCall()])).toMatchObject({ stored: 1 });
  await expectVerdict(page, "read_page", "Ines Okafor ran as svc-wiki: sanctioned");
  // A sanction begins when it is made: what happened before stays what it was.
  await expectVerdict(page, "edit_page", "Ines Okafor ran as svc-wiki: mismatch");
}

async function invite(page: Page): Promise<string> {
  await page.goto(`${server.url}/settings/members`);
  await page.getByRole("link", { name: "Invite" }).click();
  await page.getByLabel("E-mail").fill("ivo@acme.example");
  await page.getByRole("checkbox", { name: "viewer" }).uncheck();
  await page.getByRole("checkbox", { name: "investigator" }).check();
  await page.getByRole("button", { name: "Make the link" }).click();
  return (await page.getByText(`${server.url}/invitation#`).textContent()) ?? "";
}

async function refusedPayload(page: Page): Promise<void> {
  await page.getByRole("row").filter({ hasText: "read_page" }).getByRole("link").first().click();
  const drawer = page.getByRole("complementary", { name: "Call" });
  await drawer.getByRole("tab", { name: "Arguments and result" }).click();
  await expect(drawer).toContainText("Reading needs the permission payload:read");
  await expect(drawer.getByRole("button", { name: /^Open/ })).toHaveCount(0);
  await expectAccessible(page);
  const { items }: { items: { id: string }[] } = await (
    await page.request.get(`${server.url}/api/v1/calls?limit=1`)
  ).json();
  expect(await refusalOf(page, "POST", `/calls/${items[0]?.id}/payload`)).toBe("payload:read");
}

async function refusedElsewhere(page: Page): Promise<void> {
  await page.goto(`${server.url}/directory/persons`);
  const add = page.getByRole("button", { name: "Add a person" });
  await expect(add).toHaveAccessibleDescription(/directory:write/);
  await add.click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: "Ines Okafor" }).first()).toBeVisible();
  for (const [method, path, permission] of [
    ["POST", "/links", "directory:write"],
    ["POST", "/sanctions", "directory:write"],
    ["POST", "/sources", "sources:write"],
    ["GET", "/webhooks", "webhooks:write"],
    ["GET", "/members", "members:write"],
    ["GET", "/admin-log", "admin-log:read"],
  ] as const)
    expect([path, await refusalOf(page, method, path)]).toEqual([path, permission]);
  for (const [path, permission] of [
    ["members", "members:write"],
    ["members/invite", "members:write"],
    ["notifications", "webhooks:write"],
    ["admin-log", "admin-log:read"],
  ] as const) {
    await page.goto(`${server.url}/settings/${path}`);
    await expect(page.getByRole("main")).toContainText(permission);
    await expect(page.getByText(OWNER)).toHaveCount(0);
    await expectAccessible(page);
  }
  const pages = page.getByRole("navigation", { name: "Pages" });
  for (const name of ["Members", "Notifications", "Admin log"])
    await expect(pages.getByRole("link", { name })).toHaveCount(0);
}

/** The permission that an answer of 403 names; the answer itself where it is another. */
async function refusalOf(page: Page, method: string, path: string): Promise<string> {
  const answer = await page.request.fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { origin: server.url },
    ...(method === "POST" && { data: {} }),
  });
  const text = await answer.text();
  if (answer.status() !== 403) return `${answer.status()} ${text}`;
  return /needs the permission ([\w:-]+)/.exec(text)?.[1] ?? text;
}

const pairs = (page: Page, tool: string): Locator =>
  page.getByRole("row").filter({ hasText: tool }).getByRole("group");

/** Every call of the tool says so, once what was changed has been judged. */
async function expectVerdict(page: Page, tool: string, sentence: string): Promise<void> {
  await expect(async () => {
    await page.goto(`${server.url}/calls?q=${encodeURIComponent(`tool:${tool}`)}`);
    await expect(pairs(page, tool).first()).toHaveAccessibleName(sentence, { timeout: 1_000 });
    for (const pair of await pairs(page, tool).all())
      await expect(pair).toHaveAccessibleName(sentence, { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

/** A file of one JSON record a line, through the command line; returns its summary. */
function importFile(name: string, records: readonly unknown[]): Record<string, unknown> {
  const path = join(server.data, name);
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  const args = ["import", "--format", "native", "--source", "front-door", path];
  const summary: Record<string, unknown> = JSON.parse(cli(server.data, args));
  return summary;
}
