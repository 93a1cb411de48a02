// On a phone: a destructive call is approved with a passkey, and with nothing less.
import type { Page } from "@playwright/test";
import { asks, type Desk, openDesk } from "./approval-desk";
import { addAuthenticator, makeOlder } from "./authenticator";
import { expect, expectAccessible, memberWith, PASSWORD, run, signIn, test } from "./deployment";
import { linkApprover } from "./held";
import { cookieOf } from "./pages/wire";

const NAME = `signed-${Date.now()}`;
const AS = `${NAME}-first`;
let desk: Desk;

test.beforeAll(async () => {
  desk = await openDesk(NAME, [asks(NAME, "*")], ["note"]);
});
test.beforeEach(({ context }) => signIn(context, "approver", AS));

const card = (page: Page) => page.getByRole("complementary", { name: "Approval" });

/** Opens the card and presses the button, as one does, until everything was seen and it asks. */
async function open(page: Page, id: string, button: string, form: string) {
  await page.goto(`/approvals?approval=${id}`);
  await expect(async () => {
    await card(page).getByRole("button", { name: button }).tap({ force: true, timeout: 500 });
    await expect(page.getByRole("form", { name: form })).toBeVisible({ timeout: 500 });
  }).toPass();
  // Longer than the second half of a double tap.
  await page.waitForTimeout(500);
}

const approve = (page: Page) => page.getByRole("button", { name: "Approve this call" }).tap();

test("without a passkey the card leads to where one is added, and back; a young one is not enough", async ({
  page,
  context,
}) => {
  await addAuthenticator(page);
  const id = await desk.held("purge", { arguments: { project: "PAY" } });
  await page.goto(`/approvals?approval=${id}`);
  await expect(card(page)).toContainText(
    "Nobody has said what this tool does, so it counts as destructive. Approving a destructive call takes a passkey, and you have none yet.",
  );
  await expectAccessible(page);
  const alone = await context.request.post(`/api/v1/approvals/${id}/decide`, {
    data: { choice: "approve" },
    headers: { origin: process.env["ONBEHALF_E2E_URL"] ?? "" },
  });
  expect(alone.status()).toBe(403);
  await card(page).getByRole("link", { name: "Add a passkey" }).tap();
  await page.getByRole("button", { name: "Add a passkey" }).tap();
  await page.getByLabel("Name", { exact: true }).fill("My phone");
  await page.getByRole("button", { name: "Continue" }).tap();
  await expect(page.getByRole("list", { name: "Passkeys" })).toContainText("My phone");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go back" }).tap();
  await expect(page).toHaveURL(new RegExp(`approval=${id}`));
  await expect(card(page)).toContainText("younger than a day");
  expect(await desk.statusOf(id)).toBe("pending");

  await makeOlder("passkeys", memberWith("approver", AS), "25 hours");
  await makeOlder("sign-ins", memberWith("approver", AS), "25 minutes");
  await open(page, id, "Approve…", "Approve this call");
  await expect(card(page)).toContainText("Your passkey signs this.");
  await expectAccessible(page);
  await approve(page);
  await expect(card(page).getByRole("status").first()).toContainText("Approved by you");
  await expect(card(page)).toContainText("a passkey that signed this decision");
  expect(await desk.statusOf(id)).toBe("approved");
  expect(run("approvals", "verify", "--json")).toContain(`"approval":"${id}"`);
});

test("a prompt that nobody answers decides nothing and says so; a no takes no passkey", async ({
  page,
}) => {
  const device = await addAuthenticator(page);
  await page.goto("/settings/profile");
  await page.getByRole("button", { name: "Add a passkey" }).tap();
  await page.getByLabel("Name", { exact: true }).fill("Tablet");
  await page.getByRole("button", { name: "Continue" }).tap();
  await expect(page.getByRole("list", { name: "Passkeys" })).toContainText("Tablet");
  await makeOlder("passkeys", memberWith("approver", AS), "25 hours");
  await device.recognise(false);
  const id = await desk.held("purge", { arguments: { project: "PAY" } });
  await open(page, id, "Approve…", "Approve this call");
  await approve(page);
  await expect(card(page).getByRole("alert")).toContainText("Nothing was signed");
  await expect(card(page).getByRole("button", { name: "Use your sign-in instead" })).toHaveCount(0);
  await expectAccessible(page);
  expect(await desk.statusOf(id)).toBe("pending");
  await page.getByRole("button", { name: "Cancel" }).tap();
  await open(page, id, "Deny…", "Deny this call");
  await page.getByLabel("Why not").fill("not on a Friday");
  await page.getByRole("button", { name: "Deny this call" }).tap();
  await expect(card(page).getByRole("status").first()).toContainText("not on a Friday");

  // What is not destructive can be decided without it.
  const harmless = await desk.held("note", { arguments: { title: "Minutes" } });
  await open(page, harmless, "Approve…", "Approve this call");
  await approve(page);
  await page.getByRole("button", { name: "Use your sign-in instead" }).tap();
  await expect(card(page).getByRole("status").first()).toContainText("Approved by you");
  expect(await desk.statusOf(harmless)).toBe("approved");

  // With an old sign-in the passkey proves a no as well.
  await device.recognise(true);
  await makeOlder("sign-ins", memberWith("approver", AS), "25 minutes");
  const late = await desk.held("note", { arguments: { title: "Late" } });
  await open(page, late, "Deny…", "Deny this call");
  await page.getByLabel("Why not").fill("too late for that");
  await page.getByRole("button", { name: "Deny this call" }).tap();
  await expect(card(page)).toContainText("a passkey that signed this decision");
});

test("who may say what a tool does says it on the card, also of one that was never seen", async ({
  page,
  context,
}) => {
  const url = process.env["ONBEHALF_E2E_URL"] ?? "";
  const as = `${NAME}-chief`;
  const owner = await cookieOf(url, memberWith("owner"), PASSWORD, "a journey");
  const email = memberWith("approver,admin", as);
  await linkApprover(url, owner, { email, person: as, groups: [`${NAME}-leads`] });
  const id = await desk.held("unmet", { arguments: { project: "PAY" } });
  await page.goto("about:blank");
  await context.clearCookies();
  await signIn(context, "approver,admin", as);
  await page.goto(`/approvals?approval=${id}`);
  await card(page).getByRole("button", { name: "Say what it does" }).tap();
  const dialog = page.getByRole("dialog", { name: `What does ${NAME}/unmet do?` });
  await expect(dialog).toContainText("you decide calls of it again in an hour");
  await expectAccessible(page);
  await dialog.getByRole("radio", { name: /^Write/ }).check();
  await dialog.getByRole("button", { name: "Classify it" }).tap();
  await expect(dialog).toHaveCount(0);
  await expect(card(page).getByText("Write", { exact: true })).toBeVisible();
  await expect(card(page)).not.toContainText("Not classified");
});
