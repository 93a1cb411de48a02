import { expect, expectAccessible, signIn, test } from "./deployment";

const PAGES = [
  "persons",
  "unlinked",
  "services",
  "clients",
  "actors",
  "sanctions",
  "servers",
  "import",
];

test("the directory fits a phone: tables scroll in their own box, the page never sideways", async ({
  page,
  context,
}) => {
  await signIn(context, "admin");
  for (const path of PAGES) {
    await page.goto(`/directory/${path}`);
    await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(excess, path).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  }
});
