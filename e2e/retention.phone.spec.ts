import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

test("retention fits a phone: tables scroll in their own box, the page never sideways", async ({
  page,
  context,
}) => {
  // Raw records of that time go within a worker's next round.
  const time = new Date(Date.now() - 80 * 24 * 3600 * 1000).toISOString();
  importRecords("native", [servedCall("phone-raw", { time })], "retention-gw");
  await signIn(context, "owner");
  await page.goto("/settings/retention");
  await expect(page.getByRole("row").filter({ hasText: "Admin log" })).toBeVisible();
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});
