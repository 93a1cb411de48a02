import { expect, expectAccessible, signIn, test } from "./deployment";

test("Settings fit a phone: nothing is wider than the page, and axe finds nothing", async ({
  page,
  context,
}) => {
  await signIn(context, "owner");
  await page.goto("/settings/members");
  const member = page.getByRole("link", { name: /@acme\.example/ }).first();
  const path = (await member.getAttribute("href")) ?? "";
  for (const each of [
    "/settings/members",
    path,
    "/settings/members/invite",
    "/settings/profile",
    "/settings/admin-log",
  ]) {
    await page.goto(each);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByRole("status", { name: /Loading/ })).toHaveCount(0);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect([each, wide]).toEqual([each, 0]);
    await expectAccessible(page);
  }
  await page.getByRole("button", { name: "Open navigation" }).click();
  await page.getByRole("link", { name: "Profile" }).click();
  await expect(page).toHaveURL(/\/settings\/profile/);
});
