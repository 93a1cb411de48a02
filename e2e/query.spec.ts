import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

test("a query of alternatives is one token, is said in words, and the help adds to it", async ({
  page,
  context,
}) => {
  importRecords(
    "native",
    ["error", "timeout", "ok"].map((status) =>
      servedCall(`either-${status}`, { outcome: { status }, tool: { name: "either_page" } }),
    ),
    "wiki-gw",
  );
  await signIn(context, "viewer");
  await page.goto("/calls");
  const bar = page.getByLabel("Query", { exact: true });
  await bar.fill("tool:wiki/either_page (outcome:error OR is:timeout)");
  await bar.press("Enter");
  const rows = page
    .getByRole("table", { name: /Calls/ })
    .getByRole("row")
    .filter({ hasText: "either_page" });
  await expect(rows).toHaveCount(2);
  await expect(
    page.getByText("tool is wiki/either_page, and (outcome is error, or outcome is timeout)"),
  ).toBeVisible();
  await page.getByRole("button", { name: "Help for queries" }).click();
  const help = page.getByRole("dialog", { name: "Help for queries" });
  await help.getByLabel("Search the help").fill("how long");
  await expectAccessible(page);
  await help.getByRole("button", { name: /duration>2s/ }).click();
  await expect(bar).toBeFocused();
  await expect(bar).toHaveText(
    "tool:wiki/either_page (outcome:error OR outcome:timeout) duration>2s",
  );
  await bar.press("Escape");
  await page.getByRole("button", { name: "Remove (outcome:error OR outcome:timeout)" }).click();
  await expect(rows).toHaveCount(3);
  await bar.fill("args.page:1");
  await bar.press("Enter");
  await expect(page.getByText(/needs the permission payload:read/)).toBeVisible();
  await expectAccessible(page);
});
