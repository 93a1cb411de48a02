import type { Page } from "@playwright/test";
import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

test("a call's answer is readable on a phone without sideways scrolling", async ({
  page,
  context,
}) => {
  importRecords("native", [servedCall("phone-1", { tool: { name: "phone_tool" } })], "phone-gw");
  await signIn(context, "viewer");
  await page.goto(`/calls?q=${encodeURIComponent("source:phone-gw")}`);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("row").filter({ hasText: "phone_tool" }).getByRole("link").first().click();
  await expect(page.getByText("Which identity was used?")).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess).toBeLessThanOrEqual(0);
}
