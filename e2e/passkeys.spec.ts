// Passkeys: a member adds, renames and removes one, and signs with it what a session alone may not.
import { addAuthenticator, makeOlder } from "./authenticator";
import { expect, expectAccessible, memberWith, signIn, test } from "./deployment";

test("a member adds a passkey, renames and removes it, all within minutes of a sign-in", async ({
  page,
  context,
}) => {
  await signIn(context, "investigator,approver");
  await addAuthenticator(page);
  await page.goto("/settings/profile");
  const section = page.getByRole("region", { name: "Passkeys" });
  await expect(section.getByText("No passkeys.")).toBeVisible();
  await section.getByRole("button", { name: "Add a passkey" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await expectAccessible(page);
  await dialog.getByLabel("Name", { exact: true }).fill("Work laptop");
  await dialog.getByRole("button", { name: "Continue" }).click();
  const item = section.getByRole("listitem");
  await expect(item).toContainText("Work laptop");
  await expect(item).toContainText("never used");
  await expect(item).toContainText("Can decide destructive calls alone in");
  await expectAccessible(page);

  // The same device has one already.
  await section.getByRole("button", { name: "Add a passkey" }).click();
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("This device has a passkey of yours already.");
  await dialog.getByRole("button", { name: "Cancel" }).click();

  await item.getByRole("button", { name: "Rename Work laptop" }).click();
  const renaming = page.getByRole("dialog", { name: "Rename a passkey" });
  await renaming.getByLabel("Name", { exact: true }).fill("Laptop\u202E");
  await renaming.getByRole("button", { name: "Rename the passkey" }).click();
  await expect(renaming).toHaveCount(0);
  await expect(item).toContainText("RLO");
  expect(await section.innerHTML()).not.toContain("\u202E");

  await makeOlder("sign-ins", memberWith("investigator,approver"), "11 minutes");
  await page.reload();
  for (const name of ["Add a passkey", "Remove"]) {
    await expect(section.getByRole("button", { name })).toHaveAccessibleDescription(
      "Sign in again first",
    );
  }
  await expectAccessible(page);
  await signIn(context, "investigator,approver");
  await page.reload();
  await item.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove the passkey" }).click();
  await expect(section.getByText("No passkeys.")).toBeVisible();
});

test("an owner removes a passkey that a member has lost", async ({ page, context, browser }) => {
  const theirs = await browser.newContext();
  await signIn(theirs, "auditor,approver");
  const device = await theirs.newPage();
  await addAuthenticator(device);
  await device.goto("/settings/profile");
  await device.getByRole("button", { name: "Add a passkey" }).click();
  await device.getByRole("button", { name: "Continue" }).click();
  await expect(device.getByRole("list", { name: "Passkeys" })).toBeVisible();
  await signIn(context, "owner");
  await page.goto("/settings/members");
  await page.getByRole("link", { name: memberWith("auditor,approver") }).click();
  const section = page.getByRole("region", { name: "Passkeys" });
  await expectAccessible(page);
  await section.getByRole("button", { name: "Remove" }).click();
  const panel = page.getByRole("dialog", { name: /^Remove the passkey/ });
  await panel.getByLabel("Reason").fill("the laptop was stolen");
  await panel.getByRole("button", { name: "Remove the passkey" }).click();
  await expect(section.getByText("No passkeys.")).toBeVisible();
  await device.reload();
  await expect(device.getByText("No passkeys.")).toBeVisible();
  await theirs.close();
});
