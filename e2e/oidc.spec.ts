// Sign-in with a company account against a real provider, on a server of its own.
import type { Page } from "@playwright/test";
import { type Company, signInAtCompany, startCompany } from "./company";
import { expect, expectAccessible, test } from "./deployment";
import { type E2eServer, startServer } from "./server";

const OWNER = "owner@acme.example";
const PASSWORD = "a few words are good";

let company: Company;
let server: E2eServer;
// Each journey signs in several times, at two servers.
test.slow();
test.beforeAll(async () => {
  company = await startCompany();
  server = await startServer({
    ONBEHALF_ADMIN_EMAIL: OWNER,
    ONBEHALF_ADMIN_PASSWORD: PASSWORD,
    OIDC_ISSUER: company.issuer,
    OIDC_CLIENT_ID: company.client.id,
    OIDC_CLIENT_SECRET: company.client.secret,
    OIDC_ALLOW_CLAIM: "groups:secops",
    OIDC_ROLE_CLAIM: "roles",
  });
  company.serve(server.url);
  company.accounts.set("ann", { name: "Ann", roles: ["investigator"] });
  company.accounts.set("sam", { name: "Sam", groups: ["secops"], roles: ["viewer", "wizard"] });
  const stolen = { email: OWNER, email_verified: true, roles: ["owner"] };
  company.accounts.set("boss", { name: "Boss", roles: ["owner"] });
  company.accounts.set("mallory", { name: "Owner", ...stolen });
  company.accounts.set("twin", { name: "Twin", groups: ["secops"], ...stolen, roles: ["viewer"] });
});
test.afterAll(async () => {
  await server.stop();
  await company.stop();
});

async function signInAsOwner(page: Page): Promise<void> {
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel("E-mail").fill(OWNER);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/calls/);
}

const statusOf = async (page: Page, path: string) =>
  (await page.request.get(`${server.url}/api/v1${path}`)).status();

test("a stranger is told that the account is fine and nobody invited it, whatever its e-mail", async ({
  page,
}) => {
  await page.goto(`${server.url}/sign-in`);
  await expectAccessible(page);
  await signInAtCompany(page, company, "mallory");
  await expect(page.getByRole("alert").filter({ hasText: "nobody invited it here" })).toBeVisible();
  await expectAccessible(page);
  expect(await statusOf(page, "/profile")).toBe(401);
});

test("an invitation's link binds the account, which then signs in by itself", async ({
  page,
  browser,
}) => {
  await signInAsOwner(page);
  await page.goto(`${server.url}/settings/members/invite`);
  await page.getByLabel("E-mail").fill("ann@acme.example");
  await page.getByRole("checkbox", { name: "investigator" }).check();
  await page.getByRole("checkbox", { name: "viewer" }).uncheck();
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByText(`${server.url}/invitation#`).textContent();

  const theirs = await browser.newContext();
  const invited = await theirs.newPage();
  await invited.goto(link ?? "");
  await expect(invited.getByText("investigator")).toBeVisible();
  await expectAccessible(invited);
  await signInAtCompany(invited, company, "ann");
  await expect(invited).toHaveURL(/\/calls/);
  await theirs.close();

  const later = await browser.newContext();
  const again = await later.newPage();
  await again.goto(`${server.url}/settings/members`);
  await signInAtCompany(again, company, "ann");
  await expect(again).toHaveURL(/\/settings\/members$/);
  await expect(again.getByText("members:write")).toBeVisible();
  expect(await statusOf(again, "/calls")).toBe(200);
  expect(await statusOf(again, "/members")).toBe(403);
  await later.close();

  const other = await browser.newContext();
  const late = await other.newPage();
  await late.goto(link ?? "");
  await expect(late.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  await other.close();
});

test("a claim lets in, and its roles follow at each sign-in; unknown ones are said", async ({
  browser,
  page,
}) => {
  const theirs = await browser.newContext();
  const sam = await theirs.newPage();
  await sam.goto(`${server.url}/sign-in`);
  await signInAtCompany(sam, company, "sam");
  await expect(sam).toHaveURL(/\/calls/);
  expect(await statusOf(sam, "/admin-log")).toBe(403);
  await theirs.close();

  company.accounts.set("sam", { name: "Sam", groups: ["secops"], roles: ["auditor"] });
  const later = await browser.newContext();
  const again = await later.newPage();
  await again.goto(`${server.url}/sign-in`);
  await signInAtCompany(again, company, "sam");
  await expect(again).toHaveURL(/\/calls/);
  expect(await statusOf(again, "/admin-log")).toBe(200);

  company.accounts.set("sam", { name: "Sam", groups: [], roles: ["auditor"] });
  // An open page would notice that its session is gone, and go to the sign-in by itself.
  await again.goto("about:blank");
  await later.clearCookies();
  await again.goto(`${server.url}/sign-in`);
  await signInAtCompany(again, company, "sam");
  await expect(again.getByRole("alert").filter({ hasText: "no longer has" })).toBeVisible();
  await later.close();

  await signInAsOwner(page);
  await page.goto(`${server.url}/settings/admin-log`);
  const log = page.getByRole("table", { name: /Admin log/ });
  await expect(log.getByText("let in a member by a claim")).toBeVisible();
  await expect(log.getByText("took over roles from the company account")).toBeVisible();
  await expect(log.getByText("wizard")).toBeVisible();
  await expect(log.getByText("refused a sign-in").first()).toBeVisible();
});

test("an account that a claim lets in with a member's e-mail is a member of its own", async ({
  page,
  browser,
}) => {
  const theirs = await browser.newContext();
  const twin = await theirs.newPage();
  await twin.goto(`${server.url}/sign-in`);
  await signInAtCompany(twin, company, "twin");
  await expect(twin).toHaveURL(/\/calls/);
  const profile = await (await twin.request.get(`${server.url}/api/v1/profile`)).json();
  expect(profile).toMatchObject({ email: expect.stringContaining("twin|"), roles: ["viewer"] });
  await theirs.close();

  await signInAsOwner(page);
  await page.goto(`${server.url}/settings/members`);
  await expect(page.getByRole("row").filter({ hasText: "twin|" })).toContainText("company account");
});

test("the last owner cannot be disabled or demoted, and the page says why", async ({ page }) => {
  await signInAsOwner(page);
  await page.goto(`${server.url}/settings/members`);
  await page.getByRole("link", { name: OWNER }).click();
  await expect(page.getByRole("checkbox", { name: "owner" })).toHaveAccessibleDescription(
    /last owner cannot/,
  );
  const disable = page.getByRole("button", { name: "Disable this member" });
  await expect(disable).toHaveAccessibleDescription(/last owner cannot/);
  await expectAccessible(page);
  const id = new URL(page.url()).pathname.split("/").at(-1);
  const answer = await page.request.put(`${server.url}/api/v1/members/${id}/roles`, {
    data: { roles: ["viewer"] },
    headers: { origin: server.url },
  });
  expect(answer.status()).toBe(409);
});

test("a member connects a company account, signs in with it, and disconnects it again", async ({
  page,
  browser,
}) => {
  await signInAsOwner(page);
  await page.goto(`${server.url}/settings/profile`);
  await expect(page.getByRole("button", { name: "Connect company account" })).toBeVisible();
  await expectAccessible(page);
  // Sam's account is another member's way in, and stays so.
  company.accounts.set("sam", { name: "Sam", groups: ["secops"], roles: ["viewer"] });
  const theirs = await browser.newContext();
  const sam = await theirs.newPage();
  await sam.goto(`${server.url}/sign-in`);
  await signInAtCompany(sam, company, "sam");
  await expect(sam).toHaveURL(/\/calls/);
  await theirs.close();
  await signInAtCompany(page, company, "sam", "Connect company account");
  await expect(page.getByText("is another member’s way to sign in")).toBeVisible();
  expect((await (await page.request.get(`${server.url}/api/v1/profile`)).json()).email).toBe(OWNER);

  // The provider knows this browser as sam by now.
  await page.context().clearCookies({ domain: "127.0.0.1" });
  await signInAtCompany(page, company, "boss", "Connect company account");
  await expect(page.getByText("Your company account is connected")).toBeVisible();
  await expect(page.getByRole("list", { name: "Ways in" })).toContainText("boss");
  await expectAccessible(page);

  const elsewhere = await browser.newContext();
  const again = await elsewhere.newPage();
  await again.goto(`${server.url}/sign-in`);
  await signInAtCompany(again, company, "boss");
  await expect(again).toHaveURL(/\/calls/);
  expect((await (await again.request.get(`${server.url}/api/v1/profile`)).json()).email).toBe(
    OWNER,
  );
  await again.goto("about:blank");

  await page.getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("button", { name: "Disconnect the account" }).click();
  await expect(page.getByRole("button", { name: "Connect company account" })).toBeVisible();
  expect((await again.request.get(`${server.url}/api/v1/profile`)).status()).toBe(401);
  await elsewhere.close();
});

test("the only way in cannot be disconnected, and a first password makes it possible", async ({
  page,
  browser,
}) => {
  company.accounts.set("lea", { name: "Lea", groups: ["secops"], roles: ["viewer"] });
  await page.goto(`${server.url}/sign-in`);
  await signInAtCompany(page, company, "lea");
  await expect(page).toHaveURL(/\/calls/);
  await page.goto(`${server.url}/settings/profile`);
  const disconnect = page.getByRole("button", { name: "Disconnect" });
  await expect(disconnect).toHaveAccessibleDescription(/only way to sign in/);
  await page.getByRole("button", { name: "Set a password" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("New password", { exact: true }).fill(PASSWORD);
  await dialog.getByLabel("New password again").fill("something else entirely");
  await dialog.getByRole("button", { name: "Set a password" }).click();
  await expect(dialog.getByText("is not the same as above")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("New password again").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Set a password" }).click();
  await expect(dialog).toBeHidden();
  await expect(disconnect).toBeEnabled();
  await expect(disconnect).not.toHaveAttribute("aria-disabled", "true");

  const theirs = await browser.newContext();
  const owner = await theirs.newPage();
  await signInAsOwner(owner);
  await owner.goto(`${server.url}/settings/members`);
  await owner.getByRole("link", { name: /^lea/ }).click();
  await owner.getByRole("button", { name: "Disconnect" }).click();
  await owner.getByLabel("Reason").fill("changed companies");
  await owner.getByRole("button", { name: "Disconnect the account" }).click();
  await expect(owner.getByRole("list", { name: "Ways in" })).not.toContainText("lea");
  expect(await statusOf(page, "/profile")).toBe(401);
  await theirs.close();
});

test("a company that does not answer is said, and the password still works", async ({ page }) => {
  await page.goto(`${server.url}/sign-in?error=OAuthCallback`);
  await expect(page.getByRole("alert").filter({ hasText: "did not finish" })).toBeVisible();
  await signInAsOwner(page);
});
