import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

const SERVER = "live-wiki";
const call = (name: string) =>
  servedCall(`live-${name}-${Date.now()}`, {
    time: new Date().toISOString(),
    server: { name: SERVER },
    tool: { name },
  });
const address = `/calls?q=${encodeURIComponent(`server:${SERVER}`)}`;

test("a live view adds calls as they come, and holds still while one is open", async ({
  page,
  context,
}) => {
  importRecords("native", [call("first")], "live-gw");
  await signIn(context, "viewer");
  await page.goto(address);
  const rows = page.getByRole("table", { name: /Calls/ }).getByRole("rowgroup").last();
  await expect(rows.getByRole("row")).toHaveCount(1);
  await page.getByRole("button", { name: "Live", exact: true }).click();
  await expect(page).toHaveURL(/live=on/);

  importRecords("native", [call("second")], "live-gw");
  await expect(rows.getByRole("row").first()).toContainText("second");

  await rows.getByRole("link").first().click();
  await expect(page.getByText("Live, held while a call is open")).toBeVisible();
  importRecords("native", [call("third"), call("fourth")], "live-gw");
  const resume = page.getByRole("button", { name: "2 new · resume" });
  await expect(resume).toBeVisible();
  await expect(rows.getByText("third")).toHaveCount(0);
  await expectAccessible(page);
  await resume.click();
  await expect(rows.getByText("third")).toBeVisible();
  await page.keyboard.press("Escape");
  importRecords("native", [call("fifth")], "live-gw");
  await expect(rows.getByText("fifth")).toBeVisible();

  await page.keyboard.press("l");
  await expect(page).not.toHaveURL(/live=on/);
});

test("the palette reaches pages, identities, tools and queries by keyboard alone", async ({
  page,
  context,
}) => {
  importRecords("native", [call("palette_tool")], "live-gw");
  await signIn(context, "viewer");
  await page.goto("/overview");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Go to" });
  await expect(palette.getByRole("option", { name: "Servers" })).toBeVisible();
  await expect(palette.getByRole("option", { name: "Members" })).toHaveCount(0);
  await page.keyboard.type("palette_to");
  await expect(
    palette.getByRole("option", { name: /Calls of the tool palette_tool/ }),
  ).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/calls\?q=tool/);
  await expect(page.getByRole("table", { name: /Calls/ })).toContainText("palette_tool");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("is:unknown");
  await expect(palette.getByRole("option", { name: /Calls that match is:unknown/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await expectAccessible(page);
});
