// What is removed by rule and what is erased, on a server of its own: others' data stay.
import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./deployment";
import { servedCall } from "./records";
import { cli, type E2eServer, startServer } from "./server";

const PASSWORD = "correct horse battery staple";
const OWNER = "rita@acme.example";
const VIEWER = "vera@acme.example";
const DAY_MS = 24 * 3600 * 1000;
const IDP = "https://idp.acme.example";

// A journey starts from what the one before it left, so a second try begins at the first.
test.describe.configure({ mode: "serial" });

let server: E2eServer;
const run = (...args: string[]) => cli(server.data, args);

test.beforeAll(async () => {
  server = await startServer();
  for (const [email, role] of [
    [OWNER, "owner,auditor"],
    [VIEWER, "viewer"],
  ] as const) {
    cli(
      server.data,
      ["users", "create", "--email", email, "--role", role, "--password", "-"],
      PASSWORD,
    );
  }
  const rosa = { evidence: "validated", iss: IDP, sub: "00rosa", groups: ["ops"] };
  const calls = [
    servedCall("old-1", { time: daysAgo(60), caller: rosa }),
    servedCall("new-1", { time: daysAgo(1), caller: rosa, result: { of: "rosa" } }),
    servedCall("new-2", { time: daysAgo(2), server: { name: "helpdesk" } }),
  ];
  const path = `${server.data}/calls.jsonl`;
  writeFileSync(path, calls.map((call) => `${JSON.stringify(call)}\n`).join(""));
  run("import", "--format", "native", "--source", "edge", path);
  const links = `${server.data}/links.csv`;
  writeFileSync(links, `person,iss,sub,name\nrosa,${IDP},00rosa,Rosa Lund\n`);
  run("directory", "import", "--links", links);
});
test.afterAll(() => server.stop());

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

test("an owner shortens a rule knowing what goes, and finds the removal in the sealed sequence", async ({
  page,
}) => {
  await open(page, OWNER, "/settings/retention");
  await expect(page.getByRole("row").filter({ hasText: "Admin log" })).toContainText("for ever");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Change how long payloads are kept" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Days").fill("20");
  await expect(dialog.getByText("Removes the payloads of 1 week: 1 call")).toBeVisible();
  await expect(dialog.getByText("The oldest day that remains is")).toBeVisible();
  const save = dialog.getByRole("button", { name: "Keep payloads 20 days only" });
  await expect(save).toHaveAttribute("aria-disabled", "true");
  await dialog.getByLabel("Reason").fill("The works council wants less.");
  await dialog.getByLabel("Type payloads to confirm").fill("payloads");
  await expectAccessible(page);
  await save.click();
  await expect(dialog).toHaveCount(0);
  const rule = page.getByRole("table", { name: "Retention" }).getByRole("row");
  await expect(rule.filter({ hasText: "Payloads" })).toContainText("20 days");
  const removal = page
    .getByRole("table", { name: "Removals" })
    .getByRole("row")
    .filter({ hasText: "Payloads" });
  await expect(removal).toContainText("20 days, by member:rita@acme.example", { timeout: 30_000 });
  await expect(removal.getByRole("cell").last()).toHaveText(/^\d+$/, { timeout: 15_000 });
  await expectAccessible(page);

  await openCall(page, "wiki", "from=-90d");
  const drawer = page.getByRole("complementary", { name: "Call" });
  await drawer.getByRole("tab", { name: "Arguments and result" }).click();
  await expect(drawer.getByText(/Arguments.*: removed on .* after 20 days\./)).toBeVisible();
  await drawer.getByRole("tab", { name: "Proof" }).click();
  await expect(drawer.getByText("Recomputed: equal")).toBeVisible();
  await expectAccessible(page);
});

test("payloads of a person are erased by name with a reason, which the call then tells", async ({
  page,
}) => {
  await open(page, OWNER, "/directory/persons/rosa");
  await page.getByRole("button", { name: "Erase…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("Erases the payloads of 2 calls")).toBeVisible();
  await expect(dialog.getByText(/records in quarantine, which cannot be told/)).toBeVisible();
  const erase = dialog.getByRole("button", { name: "Erase for good" });
  await dialog.getByLabel("Reason").fill("Request 2026-17");
  await expect(erase).toHaveAttribute("aria-disabled", "true");
  await dialog.getByLabel("Type rosa to confirm").fill("rosa");
  await expectAccessible(page);
  await erase.click();
  await dialog.getByRole("button", { name: "Done" }).click();

  await openCall(page, "wiki", "from=-5d");
  const drawer = page.getByRole("complementary", { name: "Call" });
  const told = /Arguments.*: erased on .* by member:rita@acme\.example, because: Request 2026-17/;
  await drawer.getByRole("tab", { name: "Arguments and result" }).click();
  await expect(drawer.getByText(told)).toBeVisible();
  await drawer.getByRole("tab", { name: "Proof" }).click();
  await expect(drawer.getByText("Recomputed: equal")).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${server.url}/settings/retention`);
  const erased = page.getByRole("listitem").filter({ hasText: "Request 2026-17" });
  await expect(erased).toContainText("Payloads of Rosa Lund · 2 calls · sealed at index");
  await page.goto(`${server.url}/settings/admin-log`);
  await expect(page.getByText("erased data of a person or a call")).toBeVisible();
});

test("the payload of one call is erased from its details", async ({ page }) => {
  await open(page, OWNER, "/calls");
  await openCall(page, "helpdesk", "from=-5d");
  const drawer = page.getByRole("complementary", { name: "Call" });
  await drawer.getByRole("tab", { name: "Arguments and result" }).click();
  await drawer.getByRole("button", { name: "Erase payload…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("helpdesk/delete_page");
  await dialog.getByLabel("Reason").fill("A customer's data in it");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Erase the payload" }).click();
  await expect(drawer.getByText(/erased on .* because: A customer/)).toBeVisible();
  await expect(drawer.getByRole("button", { name: "Erase payload…" })).toHaveCount(0);
});

test("names are erased at the machine, and the directory knows nobody of the name", async ({
  page,
}) => {
  const reason = ["--reason", "Request 2026-18"];
  const told: unknown = JSON.parse(run("erase", "person", "rosa", "--directory", ...reason));
  expect(told).toMatchObject({ done: "Erased the names of 1 principal" });
  await open(page, OWNER, "/directory/persons/rosa");
  await expect(page.getByRole("heading", { name: "Not found" })).toBeVisible();
  await page.goto(`${server.url}/calls?from=-5d&q=server%3Awiki`);
  await expect(page.getByRole("row").filter({ hasText: "erased identity" })).toHaveCount(1);
});

test("who may not change retention sees the rules, and why the buttons do not work", async ({
  page,
}) => {
  await open(page, VIEWER, "/settings/retention");
  const change = page.getByRole("button", { name: "Change how long calls are kept" });
  await expect(change).toHaveAttribute("aria-description", /retention:write/);
  await expect(page.getByRole("heading", { name: "Erased" })).toHaveCount(0);
  await expectAccessible(page);
});

async function open(page: Page, email: string, path: string): Promise<void> {
  const { request } = page.context();
  const answer = await request.get(`${server.url}/api/auth/csrf`);
  const csrf: { csrfToken: string } = await answer.json();
  const form = { ...csrf, email, password: PASSWORD, json: "true" };
  await request.post(`${server.url}/api/auth/callback/credentials`, { form });
  await page.goto(`${server.url}${path}`);
}

/** The oldest call of a server in the time. */
async function openCall(page: Page, name: string, time: string): Promise<void> {
  await page.goto(`${server.url}/calls?${time}&q=server%3A${name}`);
  const rows = page.getByRole("row").filter({ hasText: name });
  await rows.last().getByRole("link").first().click();
}
