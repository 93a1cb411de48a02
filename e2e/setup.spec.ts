import { expect, expectAccessible, test } from "./deployment";
import { type E2eServer, startServer } from "./server";

// The first run, on a server of its own. A journey starts from what the one before it left, so a
// second try begins at the first.
test.describe.configure({ mode: "serial" });

let server: E2eServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

const PASSWORD = "a few words are good";

test("the one-time link makes the owner, who lands where a source is connected", async ({
  page,
}) => {
  await page.goto(`${server.url}/setup#${server.setupToken}`);
  await expectAccessible(page);
  await page.getByLabel("E-mail").fill("first@acme.example");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create the owner" }).click();
  await expect(page).toHaveURL(/\/calls$/);
  await expect(page.getByText("No source is connected yet")).toBeVisible();
  await expect(page.getByRole("link", { name: "Connect a source" })).toBeVisible();
  await expectAccessible(page);
});

test("the link is good for one use only", async ({ page }) => {
  await page.goto(`${server.url}/setup#${server.setupToken}`);
  await expect(page.getByRole("button", { name: "Create the owner" })).toHaveCount(0);
});

test("a wrong password is refused, the right one leads back to the page asked for", async ({
  page,
}) => {
  await page.goto(`${server.url}/calls?q=verdict%3Amismatch`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expectAccessible(page);
  await page.getByLabel("E-mail").fill("first@acme.example");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /\w/ })).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/calls\?q=verdict/);
});

test("signing out ends the session everywhere, not only the cookie", async ({ page, context }) => {
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel("E-mail").fill("first@acme.example");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/calls$/);
  const before = await context.cookies();
  const signOut = page.getByRole("menuitem", { name: "Sign out" });
  // A click that comes before the page is alive opens nothing.
  await expect(async () => {
    await page.getByRole("button", { name: /first@acme\.example/ }).click();
    await expect(signOut).toBeVisible({ timeout: 500 });
  }).toPass();
  await signOut.click();
  await expect(page).toHaveURL(/\/sign-in/);
  await context.addCookies(before);
  const answer = await context.request.get(`${server.url}/api/v1/calls`);
  expect(answer.status()).toBe(401);
});
