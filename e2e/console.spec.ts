// What holds for the console as a whole: themes, roles, sessions, and a database that dies.
import { expect, expectAccessible, importRecords, run, signIn, test } from "./deployment";
import { servedCall } from "./records";

test("pages and API share one container", async ({ page, context }) => {
  await signIn(context, "viewer");
  await page.goto("/calls");
  const ready: { instance: string } = await (await context.request.get("/readyz")).json();
  await expect(page.locator("meta[name='onbehalf:instance']")).toHaveAttribute(
    "content",
    ready.instance,
  );
});

test("the page works in the dark and its states are accessible", async ({ page, context }) => {
  importRecords("native", [servedCall("dark-1")], "wiki-gw");
  await page.emulateMedia({ colorScheme: "dark" });
  await signIn(context, "viewer");
  await page.goto("/calls");
  await expect(page.getByRole("table", { name: /Calls/ })).toBeVisible();
  await expectAccessible(page);
});

test("an approver without calls:read is told which permission is missing", async ({
  page,
  context,
}) => {
  await signIn(context, "approver");
  await page.goto("/calls");
  await expect(page.getByText(/calls:read/)).toBeVisible();
  await expectAccessible(page);
});

test("a session that ended elsewhere takes the rows away and asks to sign in again", async ({
  page,
  context,
}) => {
  importRecords("native", [servedCall("ended-1")], "wiki-gw");
  await signIn(context, "viewer");
  await page.goto("/calls");
  await expect(page.getByRole("row").filter({ hasText: "delete_page" }).first()).toBeVisible();
  const csrf: { csrfToken: string } = await (await context.request.get("/api/auth/csrf")).json();
  await context.request.post("/api/auth/signout", { form: { ...csrf, json: "true" } });
  // Something that the page asks by itself may have noticed already.
  const refresh = page.getByRole("button", { name: "Refresh" });
  await refresh.click({ timeout: 5_000 }).catch(() => {});
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expect(page.getByText("delete_page")).toHaveCount(0);
});

test("PostgreSQL killed under an open page comes back, and so does the page", async ({
  page,
  context,
}) => {
  importRecords("native", [servedCall("killed-1", { tool: { name: "killed_tool" } })], "wiki-gw");
  await signIn(context, "viewer");
  await page.goto(`/calls?q=${encodeURIComponent("tool:killed_tool")}`);
  const row = page.getByRole("row").filter({ hasText: "killed_tool" });
  await expect(row).toHaveCount(1);
  const database: { pid: number } = JSON.parse(run("config", "--database"));
  process.kill(database.pid, "SIGKILL");
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect.poll(async () => (await context.request.get("/readyz")).status()).toBe(200);
  const later = { tool: { name: "killed_tool" }, time: new Date().toISOString() };
  expect(importRecords("native", [servedCall("killed-2", later)], "wiki-gw")).toMatchObject({
    stored: 1,
  });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(row).toHaveCount(2);
});
