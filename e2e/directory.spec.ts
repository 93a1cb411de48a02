// The way from unknown to known: servers, persons, services, sanctions, and what two admins decide.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall, toolhiveCall } from "./records";

const soon = () => new Date(Date.now() + 1_000).toISOString();
const PAGES = [
  "persons",
  "unlinked",
  "services",
  "clients",
  "actors",
  "sanctions",
  "revocations",
  "servers",
  "import",
];

/** Counts come from the rollups, which the worker writes about a second later. */
async function openUntil(page: Page, path: string, text: string): Promise<void> {
  await expect(async () => {
    await page.goto(path);
    await expect(page.getByRole("row").filter({ hasText: text }).first()).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
}

async function verdictOf(page: Page, tool: string, verdict: string): Promise<void> {
  await page.goto(`/calls?q=${encodeURIComponent(`tool:${tool}`)}`);
  await expect(page.getByRole("row").filter({ hasText: tool })).toContainText(verdict);
}

const backend = (name: string, tool: string) => ({
  metadata: { extra: { duration_ms: 5, backend_name: name } },
  target: { endpoint: "/messages", method: "POST", type: "tool", name: tool },
});

test("a server that is declared turns its calls from unknown to claimed", async ({
  page,
  context,
}) => {
  const time = new Date(Date.now() - 60_000).toISOString();
  importRecords("toolhive", [toolhiveCall("dir-1", time, backend("deskserver", "before_tool"))]);
  await signIn(context, "admin");
  await verdictOf(page, "before_tool", "unknown");
  await openUntil(page, "/directory/servers?q=deskserver", "deskserver");
  await expect(page.getByRole("row").filter({ hasText: "deskserver" })).toContainText("100%");
  await page.getByRole("link", { name: "deskserver", exact: true }).click();
  await expect(page.getByRole("table", { name: "Gateways" })).toContainText("ToolHive");
  await expect(page.getByRole("table", { name: "Gateways" })).toContainText("never");
  await expectAccessible(page);
  await page.getByLabel("As the caller’s own account").check();
  const preview = page.getByRole("region", { name: "Preview of verdicts" });
  await preview.getByRole("button", { name: "Preview" }).click();
  await expect(preview).toContainText("It can touch 1 call; each was judged.");
  await expect(preview.getByRole("listitem")).toHaveText(/1\s*unknown\s*claimed/);
  await page.getByRole("button", { name: "Save the declaration" }).click();
  await expect(page.getByText("As the caller’s own account").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Withdraw the declaration" })).toBeVisible();
  await page.waitForTimeout(1_200);
  importRecords("toolhive", [toolhiveCall("dir-2", soon(), backend("deskserver", "after_tool"))]);
  await verdictOf(page, "after_tool", "claimed");
  await expect(async () => verdictOf(page, "before_tool", "claimed")).toPass();
});

test("a principal of nobody is linked to a person, says who linked it, and is unlinked again", async ({
  page,
  context,
}) => {
  const caller = { evidence: "validated", iss: "https://idp.acme.example", sub: "00petra" };
  importRecords("native", [servedCall("dir-link-1", { caller })], "wiki-gw");
  await signIn(context, "admin");
  await openUntil(page, "/directory/unlinked", "00petra");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Link 00petra to a person" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Person", { exact: true }).fill("petra");
  await dialog.getByLabel("Name, for a new person").fill("Petra Praxis");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Link", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: "00petra" })).toHaveCount(0);

  await page.goto("/directory/persons/petra");
  const row = page.getByRole("row").filter({ hasText: "00petra" });
  await expect(row).toContainText("by hand");
  await expect(row).toContainText(/admin-.*@acme\.example/);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Calls", exact: true }).last().click();
  await expect(page).toHaveURL(/caller%3Aperson%3Apetra/);

  await page.goBack();
  await page.getByRole("button", { name: "Unlink 00petra from Petra Praxis" }).click();
  await expect(page.getByRole("dialog")).toContainText("belongs to nobody then");
  await page.getByRole("dialog").getByRole("button", { name: "Unlink" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.getByRole("dialog").getByLabel("Reason").fill("linked to the wrong person");
  await page.getByRole("dialog").getByRole("button", { name: "Unlink" }).click();
  await expect(page.getByText("No principal is linked")).toBeVisible();
});

const svc = {
  evidence: "validated",
  kind: "client_credentials",
  iss: "https://forge.example",
  sub: "svc-forge",
};

test("a service is declared and sanctioned, and later calls are sanctioned", async ({
  page,
  context,
}) => {
  await signIn(context, "admin");
  await page.goto("/directory/services");
  await page.getByRole("button", { name: "Declare a service" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Issuer").fill(svc.iss);
  await dialog.getByLabel("Subject").fill(svc.sub);
  await dialog.getByRole("button", { name: "Declare a service" }).click();
  await page.getByRole("button", { name: "Sanction svc-forge" }).click();
  await dialog.getByLabel("Tools").fill("tool:forge/*");
  await dialog.getByLabel("Callers").fill("anyone");
  await dialog.getByLabel("Owner").fill("forge team");
  await dialog.getByLabel("Reason").fill("The forge has one account for all");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add the sanction" }).click();
  await expect(dialog).toHaveCount(0);
  await page.waitForTimeout(1_200);
  const call = { server: { name: "forge" }, tool: { name: "forge_build" }, downstream: svc };
  importRecords("native", [servedCall("dir-san-1", { time: soon(), ...call })], "wiki-gw");
  await verdictOf(page, "forge_build", "sanctioned");
  await openUntil(page, "/directory/sanctions", "The forge has one account");
  const row = page.getByRole("row").filter({ hasText: "The forge has one account" });
  await expect(async () => {
    await page.reload();
    await expect(row.getByRole("link", { name: /calls that it covers/ })).toHaveText(/^1 /, {
      timeout: 1_000,
    });
  }).toPass();
  await row.getByRole("button", { name: /^End the sanction/ }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("the forge has OAuth now");
  await page.getByRole("dialog").getByRole("button", { name: "End it" }).click();
  await expect(row).toContainText("ended");
});

test("a sanction that begins in the past waits for a second admin", async ({
  page,
  context,
  browser,
}) => {
  await signIn(context, "admin");
  await page.goto("/directory/sanctions");
  await page.getByRole("button", { name: "Add a sanction" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Issuer").fill("https://past.example");
  await dialog.getByLabel("Subject").fill("svc-past");
  await dialog.getByLabel("Tools").fill("tool:past/*");
  await dialog.getByLabel("Callers").fill("anyone");
  await dialog.getByLabel("Owner").fill("sec");
  await dialog.getByLabel("Reason").fill("It was agreed in the incident review");
  const lastWeek = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 16);
  await dialog.getByLabel("From (UTC)").fill(lastWeek);
  await expect(dialog).toContainText("applies when another admin agrees");
  await dialog.getByRole("button", { name: "Propose the sanction" }).click();
  await expect(dialog).toHaveCount(0);
  const waiting = page.getByRole("region", { name: "Waiting for a second admin" });
  await expect(waiting).toContainText("It was agreed in the incident review");
  const agree = waiting.getByRole("button", { name: /^Agree/ });
  await expect(agree).toHaveAttribute("aria-description", /yourself/);
  await expectAccessible(page);

  const second = await browser.newContext({ baseURL: new URL(page.url()).origin });
  await signIn(second, "owner");
  const other = await second.newPage();
  await other.goto("/directory/sanctions");
  await other.getByRole("button", { name: /^Agree: It was agreed/ }).click();
  const row = other.getByRole("table", { name: "Sanctions" }).getByRole("row");
  await expect(row.filter({ hasText: "svc-past" })).toContainText(/agreed by owner-/);
  await expect(other.getByRole("region", { name: "Waiting for a second admin" })).toHaveCount(0);
  const decided = other.getByRole("table", { name: "Decided proposals" }).getByRole("row");
  await expect(decided.filter({ hasText: "svc-past" })).toContainText(/agreed.*by owner-/);
  await expectAccessible(other);
  await second.close();
});

test("an import shows what would change, and a bad line keeps all of it out", async ({
  page,
  context,
}) => {
  await signIn(context, "admin");
  await page.goto("/directory/import?kind=links");
  const good = "person,iss,sub,name\nquentin,https://idp.acme.example,00quentin,Quentin\n";
  await page.getByLabel("Or its text").fill(`${good}../etc,https://idp.acme.example,00x,\n`);
  await page.getByRole("button", { name: "Show what would change" }).click();
  const lines = page.getByRole("table", { name: "Lines of the import" });
  await expect(lines.getByRole("row").nth(1)).toContainText(/3\s*error/);
  await expect(lines.getByRole("row").nth(2)).toContainText(/2\s*new/);
  const apply = page.getByRole("button", { name: "Import", exact: true });
  await expect(apply).toHaveAttribute("aria-description", "Mend the lines with errors first");
  await expectAccessible(page);
  await page.getByLabel("Or its text").fill(good);
  await page.getByRole("button", { name: "Show what would change" }).click();
  await apply.click();
  await expect(page.getByText("Imported.")).toBeVisible();
  await page.goto("/directory/persons?q=quentin");
  await expect(page.getByRole("row").filter({ hasText: "00quentin" })).toBeVisible();
  await page.getByLabel("Search persons").fill("nobody of that name");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await expectAccessible(page);
});

test("a viewer reads everything and is told why nothing can be changed", async ({
  page,
  context,
}) => {
  await signIn(context, "viewer");
  for (const path of PAGES) {
    await page.goto(`/directory/${path}`);
    await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
    await expectAccessible(page);
  }
  await page.goto("/directory/persons");
  const add = page.getByRole("button", { name: "Add a person" });
  await expect(add).toHaveAttribute("aria-description", /directory:write/);
  await add.click({ force: true });
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("an approver is told which permission is missing", async ({ page, context }) => {
  await signIn(context, "approver");
  for (const path of PAGES) {
    await page.goto(`/directory/${path}`);
    await expect(page.getByText("needs the permission directory:read")).toBeVisible();
  }
  await expectAccessible(page);
});

test("hostile names are inert on every page of the directory", async ({ page, context }) => {
  const evil = "<img src=x onerror=alert(1)>\u202egnp\u200b";
  const time = new Date().toISOString();
  const call = {
    time,
    caller: { evidence: "validated", iss: "https://evil.example", sub: `${evil}caller` },
    client: { id: `${evil}client`, name: evil },
    server: { name: `${evil}server` },
    downstream: { ...svc, sub: `${evil}ran-as` },
  };
  importRecords("native", [servedCall("dir-evil-1", call)], "hostile-gw");
  await signIn(context, "admin");
  await page.goto("/directory");
  const { origin } = new URL(page.url());
  const post = (path: string, data: unknown) =>
    context.request.post(`/api/v1/${path}`, { data, headers: { origin } });
  const ref = { iss: "https://evil.example", name: evil };
  const until = new Date(Date.now() + 86_400_000).toISOString();
  for (const [path, data] of [
    ["links", { person: "evil", ...ref, sub: `${evil}linked` }],
    ["services", { ...ref, sub: `${evil}service` }],
    ["actors", { ...ref, sub: `${evil}actor` }],
    ["revocations", { iss: ref.iss, sub: `${evil}revoked`, at: time, reason: evil }],
    [
      "sanctions",
      {
        ran_as_person: "evil",
        tools: "tool:*/*",
        callers: "anyone",
        owner: evil,
        reason: evil,
        until,
      },
    ],
  ] as const)
    expect((await post(path, data)).status()).toBe(201);
  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  await openUntil(page, "/directory/unlinked", "caller");
  for (const path of [...PAGES.filter((one) => one !== "import"), "persons/evil"]) {
    await page.goto(`/directory/${path}`);
    await expect(page.getByText("RLO").first()).toBeVisible();
    expect(await page.locator("img[src=x]").count()).toBe(0);
  }
  await page.goto("/directory/servers");
  await page
    .getByRole("link", { name: /onerror.*server$/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: /onerror/ })).toBeVisible();
  await expectAccessible(page);
  expect(dialogs).toBe(0);
});
