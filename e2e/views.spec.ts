import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

test("a view is kept, shared, opened by a colleague, and removed", async ({
  browser,
  page,
  context,
}) => {
  const name = `Wiki nights ${Date.now()}`;
  importRecords("native", [servedCall(`views-${Date.now()}`, { server: { name: "views-wiki" } })]);
  await signIn(context, "investigator");
  await page.goto("/calls?q=server%3Aviews-wiki&from=-7d");
  await page.getByRole("button", { name: "Views", exact: true }).click();
  const menu = page.getByRole("dialog", { name: "Views" });
  await expect(menu.getByRole("link", { name: /Mismatches/ })).toBeVisible();
  await expectAccessible(page);
  await menu.getByRole("button", { name: "Save this view…" }).click();
  const form = page.getByRole("form", { name: "New view" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel(/Share it/).check();
  await expectAccessible(page);
  await form.getByRole("button", { name: "Save the view" }).click();
  await expect(page.getByRole("button", { name: `Views: ${name}` })).toBeVisible();

  const other = await browser.newContext();
  await signIn(other, "viewer");
  const colleague = await other.newPage();
  await colleague.goto("/calls");
  await colleague.getByRole("button", { name: "Views", exact: true }).click();
  await colleague.getByRole("link", { name: new RegExp(name) }).click();
  await expect(colleague).toHaveURL(/q=server%3Aviews-wiki&from=-7d/);
  await expect(colleague.getByRole("table", { name: /Calls/ })).toContainText("delete_page");
  await colleague.getByRole("button", { name: `Views: ${name}` }).click();
  await expect(colleague.getByRole("button", { name: `Change ${name}` })).toHaveCount(0);
  await colleague.goto("about:blank");
  await other.close();

  await page.getByRole("button", { name: `Views: ${name}` }).click();
  await menu.getByRole("button", { name: `Change ${name}` }).click();
  await page.getByRole("button", { name: "Remove for everybody" }).click();
  await expect(page.getByRole("button", { name: "Views", exact: true })).toBeVisible();
});

test("a view whose field is gone opens with what is wrong, and nothing dropped", async ({
  page,
  context,
}) => {
  await signIn(context, "viewer");
  const { request } = context;
  const origin = new URL((await request.get("/sign-in")).url()).origin;
  const view = { name: `Gone ${Date.now()}`, q: "removedfield:x", from: "", to: "" };
  const kept = await request.post("/api/v1/views", { data: view, headers: { origin } });
  expect(kept.ok()).toBe(true);
  await page.goto("/calls");
  await page.getByRole("button", { name: "Views", exact: true }).click();
  await page.getByRole("link", { name: new RegExp(view.name) }).click();
  await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue("removedfield:x");
  await expect(page.getByText(/removedfield/).first()).toBeVisible();
  await expect(page.getByText("Nothing is shown for a query that cannot be read.")).toBeVisible();
});
