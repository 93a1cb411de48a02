import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

test("sources are read and connected on a phone without sideways scrolling", async ({
  page,
  context,
}) => {
  const name = `phone-${Date.now()}`;
  importRecords("native", [servedCall("phone-source"), { no: "record" }], name);
  await signIn(context, "admin");
  const paths = ["", "?tab=settings", "?tab=keys", "?tab=connect", "?tab=quarantine"];
  await page.goto("/sources");
  await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
  for (const path of [
    "/sources",
    "/sources/new",
    ...paths.map((one) => `/sources/${name}${one}`),
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([path, excess]).toEqual([path, 0]);
    await expectAccessible(page);
  }
});
