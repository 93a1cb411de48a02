// One admin where two should be: on a server of its own, which begins with one member who may publish.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./deployment";
import { cli, type E2eServer, startServer } from "./server";

const PASSWORD = "correct horse battery staple";
const OWNER = "olga@acme.example";
const ADMIN = "ada@acme.example";

let server: E2eServer;

test.beforeAll(async () => {
  server = await startServer();
  member(OWNER, "owner");
});
test.afterAll(() => server.stop());

function member(email: string, role: string): void {
  const args = ["users", "create", "--email", email, "--role", role, "--password", "-"];
  cli(server.data, args, PASSWORD);
}

test("an owner keeps single-admin mode on for a second admin, sees it where drafts are published, and switches it off", async ({
  page,
}) => {
  await signInAs(page, OWNER);
  await page.goto(`${server.url}/permissions/versions`);
  const mode = page.getByRole("region", { name: "Single-admin mode" });
  await expect(mode).toContainText("Single-admin mode is on");
  await expect(mode).toContainText("it ends when a second member may");
  await expectAccessible(page);

  await mode.getByRole("button", { name: "Keep it on…" }).click();
  const dialog = page.getByRole("dialog");
  const keep = dialog.getByRole("button", { name: "Keep it on" });
  await expect(keep).toHaveAttribute("aria-description", /Say why first/);
  await dialog.getByLabel("Reason").fill("the second works nights only");
  await expectAccessible(page);
  await keep.click();
  await expect(mode).toContainText("An owner or the operator switched it on");

  // It outlives the second admin's coming; who is no owner sees it and cannot change it.
  member(ADMIN, "admin");
  await signInAs(page, ADMIN);
  await page.goto(`${server.url}/permissions/versions`);
  await expect(mode).toContainText("Single-admin mode is on");
  await expect(mode.getByRole("button", { name: "Switch it off…" })).toHaveAttribute(
    "aria-description",
    "This needs the permission members:write",
  );
  await publishAlone(page);
  await page.goto(`${server.url}/permissions/versions`);
  await expect(page.getByRole("table", { name: "Versions" })).toContainText("by one admin alone");

  await signInAs(page, OWNER);
  await page.goto(`${server.url}/permissions/versions`);
  await mode.getByRole("button", { name: "Switch it off…" }).click();
  await dialog.getByLabel("Reason").fill("two of us are here by day");
  await dialog.getByRole("button", { name: "Switch it off" }).click();
  await expect(mode).toContainText("Single-admin mode is off");
  await expect(mode.getByRole("button", { name: "Switch it on…" })).toHaveAttribute(
    "aria-description",
    /^2 members may publish, so one of them can agree/,
  );
  await expectAccessible(page);
  await page.goto(`${server.url}/settings/admin-log?action=policy.single_admin_set`);
  const records = page.getByRole("region", { name: "Records" });
  await expect(records).toContainText("the second works nights only");
  await expect(records).toContainText("two of us are here by day");
});

/** What would take a second admin: the author's member is linked to nobody, and the change gives more. */
async function publishAlone(page: Page): Promise<void> {
  await page.goto(`${server.url}/permissions/drafts`);
  await page.getByRole("button", { name: "New draft" }).click();
  await page.getByLabel("What it is to change").fill("more for me");
  await page.getByRole("button", { name: "Begin the draft" }).click();
  await page.getByRole("textbox", { name: "The draft’s text" }).click();
  await page.keyboard.press("ControlOrMeta+a");
  const rule = {
    id: "more",
    subjects: ["group:admins"],
    resources: ["tool:edge/x"],
    effect: "allow",
  };
  await page.keyboard.insertText(JSON.stringify({ rules: [rule] }));
  await page.keyboard.press("ControlOrMeta+s");
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.getByRole("link", { name: "Review and publish" }).click();
  await expect(page.getByText("It would take a second admin")).toBeVisible();
  await expect(page.getByRole("link", { name: "Single-admin mode" })).toHaveAttribute(
    "href",
    "/permissions/versions",
  );
  await page.getByLabel("Why", { exact: true }).fill("alone at night");
  await page.getByRole("button", { name: /^Publish version/ }).click();
  await expect(page.getByText(/In force since/)).toBeVisible();
}

async function signInAs(page: Page, email: string): Promise<void> {
  await page.goto("about:blank");
  const { request } = page.context();
  await page.context().clearCookies();
  const csrf: { csrfToken: string } = await (
    await request.get(`${server.url}/api/auth/csrf`)
  ).json();
  const form = { ...csrf, email, password: PASSWORD, json: "true" };
  const answer = await request.post(`${server.url}/api/auth/callback/credentials`, { form });
  expect(answer.ok()).toBe(true);
}
