// Members, sessions, tokens and the admin log.
import { expect, expectAccessible, memberWith, run, signIn, test } from "./deployment";

const PASSWORD = "a few words are good";
const HOSTILE = "<script>alert(1)</script>\u202Egnp.exe";
let made = 0;
const freshEmail = () => `new-${Date.now()}-${(made += 1)}@acme.example`;

test("an invited person becomes a member, gets other roles, and is shut out at once", async ({
  page,
  context,
  browser,
}) => {
  test.slow();
  const email = freshEmail();
  await signIn(context, "owner");
  await page.goto("/settings/members");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Invite" }).click();
  await expectAccessible(page);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Name, if you like").fill(HOSTILE);
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByText("/invitation#").textContent();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Back to members" }).click();
  const open = page.getByRole("region", { name: "Open invitations" });
  await expect(open.getByText(email)).toBeVisible();

  const theirs = await browser.newContext();
  const invited = await theirs.newPage();
  await invited.goto(link ?? "");
  await expect(invited.getByLabel("E-mail")).toHaveValue(email);
  await expectAccessible(invited);
  await invited.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await invited.getByRole("button", { name: "Accept with a password" }).click();
  await expect(invited).toHaveURL(/\/calls/);
  await invited.goto("/settings/admin-log");
  await expect(invited.getByText("admin-log:read")).toBeVisible();

  await page.reload();
  await page.getByRole("link", { name: email }).click();
  await page.getByRole("checkbox", { name: "auditor" }).check();
  await page.getByRole("button", { name: "Save the roles" }).click();
  await expect(page.getByRole("button", { name: "Save the roles" })).toHaveAccessibleDescription(
    "Nothing was changed",
  );
  await expectAccessible(page);
  await invited.reload();
  await expect(invited.getByRole("table", { name: /Admin log/ })).toBeVisible();

  await page.getByRole("button", { name: "Disable this member" }).click();
  const panel = page.getByRole("dialog", { name: `Disable ${email}?` });
  await expectAccessible(page);
  await panel.getByLabel("Reason").fill("left the company");
  await panel.getByRole("button", { name: "Disable the member" }).click();
  await expect(page.getByRole("button", { name: "Enable again" })).toBeVisible();
  expect((await theirs.request.get("/api/v1/profile")).status()).toBe(401);
  await theirs.close();

  await page.getByRole("link", { name: "What was done to them" }).click();
  await expect(page).toHaveURL(/subject=mem_/);
  const record = page.getByRole("row").filter({ hasText: "disabled a member" });
  await expect(record).toContainText("left the company");
});

test("an invitation that was removed opens nothing", async ({ page, context, browser }) => {
  const email = freshEmail();
  await signIn(context, "owner");
  const answer = await context.request.post("/api/v1/invitations", {
    data: { email, roles: ["viewer"] },
    headers: { origin: process.env["ONBEHALF_E2E_URL"] ?? "" },
  });
  const { link }: { link: string } = await answer.json();
  await page.goto("/settings/members");
  const item = page.getByRole("listitem").filter({ hasText: email });
  await item.getByRole("button", { name: "Remove" }).click();
  const panel = page.getByRole("dialog", { name: `Remove the invitation of ${email}?` });
  await panel.getByLabel("Reason").fill("a mistake");
  await panel.getByRole("button", { name: "Remove the invitation" }).click();
  await expect(item).toHaveCount(0);
  const theirs = await browser.newContext();
  const late = await theirs.newPage();
  await late.goto(link);
  await expect(late.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  await expectAccessible(late);
  await theirs.close();
});

test("one's own sessions are listed, and ended everywhere else", async ({
  page,
  context,
  browser,
}) => {
  await signIn(context, "investigator");
  const elsewhere = await browser.newContext();
  await signIn(elsewhere, "investigator");
  await page.goto("/calls");
  await page.getByRole("button", { name: new RegExp(memberWith("investigator")) }).click();
  await page.getByRole("menuitem", { name: /Profile/ }).click();
  await expect(page).toHaveURL(/\/settings\/profile/);
  const sessions = page.getByRole("list", { name: "Open sessions" });
  await expect(sessions.getByText("this one")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(sessions.getByRole("listitem")).toHaveCount(1);
  expect((await elsewhere.request.get("/api/v1/profile")).status()).toBe(401);
  expect((await context.request.get("/api/v1/profile")).status()).toBe(200);
  await elsewhere.close();
});

test("an access token is shown once, works without a browser, and is revoked", async ({
  page,
  context,
  playwright,
}) => {
  await signIn(context, "admin");
  await page.goto("/settings/profile");
  await page.getByLabel("What it is for").fill(HOSTILE);
  await page.getByRole("button", { name: "Make a token" }).click();
  const token = await page.getByText(/^obp_/).textContent();
  await expectAccessible(page);
  const script = await playwright.request.newContext({
    baseURL: process.env["ONBEHALF_E2E_URL"],
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  expect((await script.get("/api/v1/calls")).status()).toBe(200);
  expect((await script.get("/api/v1/tokens")).status()).toBe(403);
  await page.reload();
  await expect(page.getByText(token ?? "obp_")).toHaveCount(0);
  const item = page.getByRole("listitem").filter({ hasText: "alert(1)" });
  await item.getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByRole("dialog")).toContainText("RLO");
  for (const part of ["#main", "[role=dialog]"])
    expect(await page.locator(part).innerHTML()).not.toContain("\u202E");
  await page.getByRole("dialog").getByRole("button", { name: "Revoke the token" }).click();
  await expect(item).toHaveCount(0);
  expect((await script.get("/api/v1/calls")).status()).toBe(401);
  await script.dispose();
});

test("a token made at the machine acts as its member", async ({ playwright }) => {
  const printed = run("tokens", "create", "--email", memberWith("auditor"));
  const token = printed.trim().split("\n").at(-1);
  const script = await playwright.request.newContext({
    baseURL: process.env["ONBEHALF_E2E_URL"],
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  });
  const answer = await script.get("/api/v1/admin-log?action=token.created&limit=1");
  const { items }: { items: { actor: string; details: object }[] } = await answer.json();
  expect(items[0]?.actor).toMatch(/^operator:/);
  expect(JSON.stringify(items)).not.toContain(token?.slice(22, 60));
  await script.dispose();
});

test("the admin log filters by what is pressed or typed, and the address keeps it", async ({
  page,
  context,
}) => {
  await signIn(context, "auditor");
  const who = memberWith("auditor");
  await page.goto("/settings/admin-log");
  const log = page.getByRole("table", { name: /Admin log/ });
  await expect(log).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Who").fill(who);
  await page.getByLabel("Who").press("Enter");
  await expect(page).toHaveURL(/actor=/);
  await expect(log.getByRole("row").filter({ hasText: "made a member" })).toHaveCount(0);
  await log.getByRole("button", { name: "signed in" }).first().click();
  await expect(page).toHaveURL(/action=session\.opened/);
  await page.reload();
  await expect(page.getByLabel("Who")).toHaveValue(who);
  await page.getByLabel("Request", { exact: true }).fill("no-such-request");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("heading", { name: "No record fits" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Drop the filters" }).click();
  await expect(log).toBeVisible();
  await page.goto("/settings/admin-log?cursor=broken");
  await expect(page.getByRole("heading", { name: /names no page of the log/ })).toBeVisible();
  await page.goto("/settings/admin-log?from=yesterday");
  await expect(page.getByRole("heading", { name: /time range cannot be read/ })).toBeVisible();
});

test("Settings show what the roles allow, and a refused page says which permission", async ({
  page,
  context,
}) => {
  await signIn(context, "viewer");
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/settings\/profile/);
  const pages = page.getByRole("navigation", { name: "Pages" });
  await expect(pages.getByRole("link", { name: "Profile" })).toBeVisible();
  await expect(pages.getByRole("link", { name: "Members" })).toHaveCount(0);
  for (const [path, permission] of [
    ["/settings/members", "members:write"],
    ["/settings/members/invite", "members:write"],
    ["/settings/members/mem_x", "members:write"],
    ["/settings/admin-log", "admin-log:read"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByText(permission)).toBeVisible();
    await expectAccessible(page);
  }
});

test("no variant of a refused page's address carries what is on it", async ({ context }) => {
  const owner = memberWith("owner");
  await signIn(context, "viewer");
  const paths = ["/settings/members", "/settings/members/", "/settings/%6dembers"];
  const variants: Record<string, string>[] = [
    {},
    { rsc: "1" },
    { rsc: "1", "next-router-prefetch": "1" },
  ];
  for (const path of [...paths, "/settings/members.rsc", "/settings/members?_rsc=x"]) {
    for (const headers of variants) {
      const answer = await context.request.get(path, { headers });
      expect([path, (await answer.text()).includes(owner)]).toEqual([path, false]);
      expect(answer.status()).toBeLessThan(500);
    }
  }
});
