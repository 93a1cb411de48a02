// What a review and the matrix say where the eye could be misled.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, file, importRecords, run, signIn, test } from "./deployment";
import { servedCall } from "./records";

const NAME = `review-${Date.now()}`;
/** A member of this journey alone, linked to no person: any loosening could be theirs. */
const NOBODY = "review-page-admin";
const ORIGIN = process.env["ONBEHALF_E2E_URL"] ?? "";
const rule = (id: string, more: object = {}) => ({
  id: `${NAME}-${id}`,
  name: `Rule ${id} of ${NAME}`,
  subjects: [`group:${NAME}`],
  resources: [`tool:${NAME}/${id}`],
  effect: "allow",
  ...more,
});
const TOOLS = Array.from({ length: 40 }, (_, n) => `t${n}`);

test.beforeAll(() => {
  importRecords(
    "native",
    TOOLS.map((tool) =>
      servedCall(`${NAME}-${tool}`, { server: { name: NAME }, tool: { name: tool } }),
    ),
  );
});

async function draftOf(page: Page, document: string): Promise<string> {
  const made = await page.context().request.post("/api/v1/policy/drafts", {
    data: { title: `draft of ${NAME}`, document },
    headers: { origin: ORIGIN },
  });
  const { id }: { id: string } = await made.json();
  return id;
}

test("a review calls a rule that goes by its name, and scrolls in its own box alone", async ({
  page,
  context,
}) => {
  const before = [
    rule("keeps", { effect: "deny", resources: [`tool:${NAME}/t0`] }),
    ...TOOLS.map((tool) => rule(tool)),
  ];
  const path = file("policy.json", JSON.stringify({ rules: before }));
  run("policy", "publish", path, "--reason", `start of ${NAME}`);
  await signIn(context, "admin", NOBODY);
  const id = await draftOf(page, JSON.stringify({ rules: [rule("t0")] }));
  await page.goto(`/permissions/drafts/${id}/review`);
  await expect(page.getByText(`Rule keeps of ${NAME}`).first()).toBeVisible();
  const gates = page.getByRole("complementary", { name: "Publish" });
  await expect(gates.getByText(new RegExp(`^“Rule keeps of ${NAME}” goes and lets`))).toBeVisible();
  const beyond = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  expect(beyond).toBe(0);
  await expectAccessible(page);
});

test("a text with an error is not said to need nobody, and cannot be replayed", async ({
  page,
  context,
}) => {
  await signIn(context, "admin", NOBODY);
  const id = await draftOf(page, '{ "rules": [');
  await page.goto(`/permissions/drafts/${id}/review`);
  await expect(page.getByText("Whether a second admin is needed is not known yet")).toBeVisible();
  await expect(page.getByText("No second admin is needed")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Replay", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await expectAccessible(page);
  await page.getByRole("link", { name: "Matrix", exact: true }).click();
  await expect(page.getByRole("alert").getByRole("listitem").first()).toHaveText(
    /^line 1:\d+: the text/,
  );
});

test("the matrix says of a selection what all of its cells hold", async ({ page, context }) => {
  await signIn(context, "admin", NOBODY);
  const id = await draftOf(page, JSON.stringify({ rules: [rule("t0"), rule("t1")] }));
  await page.goto(`/permissions/drafts/${id}/matrix?server=${NAME}&only=group:${NAME}`);
  await page.getByRole("grid").focus();
  for (const key of ["Control+Home", "ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown"])
    await page.keyboard.press(key);
  await expect(page.getByText("3 cells: 2 allow, 1 not set.")).toBeVisible();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: /^3 tools/ });
  await expect(dialog).toContainText(`Rule t0 of ${NAME}`);
  await expect(dialog).toContainText(`Rule t1 of ${NAME}`);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: /^Write a rule/ }).press("Enter");
  await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
});
