// Changes of the policy in the explorer's time line: an incident team sees what came right after one.
import {
  expect,
  expectAccessible,
  file,
  importRecords,
  memberWith,
  run,
  signIn,
  test,
} from "./deployment";
import { servedCall } from "./records";

const NAME = `marks-${Date.now()}`;
const ORIGIN = process.env["ONBEHALF_E2E_URL"] ?? "";
const HOUR_MS = 3_600_000;

const rule = { id: "x", subjects: ["anyone"], resources: [`tool:${NAME}/x`], effect: "allow" };

/** Publishes as the operator and returns the version's number. */
function publish(reason: string): number {
  const path = file("policy.json", JSON.stringify({ rules: [{ ...rule, reason }] }));
  return Number(
    /version (\d+)/.exec(run("policy", "publish", path, "--reason", `${NAME} ${reason}`))?.[1],
  );
}

test("published versions and blocks stand over the bars, say who and why to the keyboard, and lead to their page", async ({
  page,
  context,
}) => {
  const time = new Date(Date.now() - 2 * HOUR_MS).toISOString();
  importRecords("native", [servedCall(`${NAME}-1`, { time, server: { name: NAME } })]);
  const first = publish("first");
  const last = publish("second");
  await signIn(context, "admin,investigator");
  const set = await context.request.post("/api/v1/blocks", {
    data: { resource: `tool:${NAME}/x`, reason: `${NAME} incident`, until: null },
    headers: { origin: ORIGIN },
  });
  expect(set.status()).toBe(201);

  await page.goto(`/calls?q=server:${NAME}&from=-24h`);
  const marks = page.getByRole("list", { name: "Changes of the policy" });
  const versions = marks.getByRole("link", { name: new RegExp(`to ${last} of the policy`) });
  await expect(versions).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("slider", { name: "Calls over time" }).focus();
  await page.keyboard.press("Tab");
  await expect(marks.getByRole("link").first()).toBeFocused();
  await versions.focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await expect(versions).toBeFocused();
  const tip = page.getByRole("tooltip");
  await expect(tip).toContainText(`Version ${last} published`);
  await expect(tip).toContainText(`Version ${first} published`);
  await expect(tip).toContainText(`${NAME} second`);
  await expectAccessible(page);
  await page.keyboard.press("Tab");
  await expect(tip).toContainText(`${NAME} incident`);
  await expect(tip).toContainText(memberWith("admin,investigator"));

  await versions.press("Enter");
  await expect(page).toHaveURL(/\/permissions\/versions\?cursor=/);
  await expect(page.getByRole("table", { name: "Versions" }).getByRole("row").nth(1)).toContainText(
    `Version ${last}`,
  );

  // A range that holds nothing but calls has no mark.
  const until = new Date(Date.now() - HOUR_MS).toISOString();
  await page.goto(`/calls?q=server:${NAME}&from=${time}&to=${until}`);
  await expect(page.getByText("1 call", { exact: true })).toBeVisible();
  await expect(marks.getByRole("link", { name: new RegExp(`${last}`) })).toHaveCount(0);
});
