// Rules that are edited in a dialog: nothing that was typed is thrown away, and nobody writes over
// what another changed.
import type { BrowserContext, Page } from "@playwright/test";
import { expect, expectAccessible, file, run, signIn, test } from "./deployment";

const NAME = `rules-${Date.now()}`;
const ORIGIN = process.env["ONBEHALF_E2E_URL"] ?? "";
const RULE = {
  id: `${NAME}-read`,
  name: "Before",
  subjects: [`group:${NAME}`],
  resources: [`tool:${NAME}/read`],
  effect: "allow",
};

function inForce(): void {
  const path = file("policy.json", JSON.stringify({ rules: [RULE] }));
  run("policy", "publish", path, "--reason", `start of ${NAME}`);
}

async function ask(context: BrowserContext, path: string, data: object, ifMatch?: number) {
  const answer = await context.request.post(`/api/v1${path}`, {
    data,
    headers: { origin: ORIGIN, ...(ifMatch && { "if-match": `"${ifMatch}"` }) },
  });
  expect(answer.status()).toBeLessThan(300);
  const made: { id: string } = await answer.json();
  return made;
}

const putRule = (rule: object) => ({ edits: [{ kind: "put_rule", rule, base: RULE }] });

async function storedRule(context: BrowserContext, id: string): Promise<unknown> {
  const answer = await context.request.get(`/api/v1/policy/drafts/${id}`);
  const { document }: { document: string } = await answer.json();
  const { rules }: { rules: unknown[] } = JSON.parse(document);
  return rules[0];
}

const dialog = (page: Page) => page.getByRole("dialog");
const save = (page: Page) => dialog(page).getByRole("button", { name: /^Save in/ });

test("of two who edit one rule each keeps what they changed; what both changed is shown, and asked", async ({
  page,
  context,
}) => {
  inForce();
  await signIn(context, "admin", "lost-rules-admin");
  const { id } = await ask(context, "/policy/drafts", { title: `one rule of ${NAME}` });
  await page.goto(`/permissions/drafts/${id}/rules`);
  await page.getByRole("button", { name: "Edit Before" }).click();
  await ask(context, `/policy/drafts/${id}/edit`, putRule({ ...RULE, name: "Theirs" }), 1);
  await dialog(page).getByLabel("Reason", { exact: true }).fill("mine");
  await save(page).click();
  await expect(dialog(page)).toHaveCount(0);
  expect(await storedRule(context, id)).toMatchObject({ name: "Theirs", reason: "mine" });

  await page.getByRole("button", { name: "Edit Theirs" }).click();
  const now = { ...RULE, name: "Theirs", reason: "mine" };
  const theirs = { kind: "put_rule", rule: { ...now, name: "Theirs again" }, base: now };
  await ask(context, `/policy/drafts/${id}/edit`, { edits: [theirs] }, 3);
  await dialog(page).getByLabel("Name", { exact: true }).fill("Mine");
  await save(page).click();
  const both = dialog(page).getByRole("alert", { name: "Another changed the same" });
  await expect(both).toContainText("Theirs again");
  await expect(both).toContainText("Mine");
  await expectAccessible(page);
  expect(await storedRule(context, id)).toMatchObject({ name: "Theirs again" });
  await both.getByRole("button", { name: "Save with mine" }).click();
  await expect(dialog(page)).toHaveCount(0);
  expect(await storedRule(context, id)).toMatchObject({ name: "Mine", reason: "mine" });
});

test("a rule that could not be saved stays as it was typed, and is only thrown away when that is said", async ({
  page,
  context,
}) => {
  inForce();
  await signIn(context, "admin", "lost-rules-admin");
  const { id } = await ask(context, "/policy/drafts", { title: `typed of ${NAME}` });
  await page.goto(`/permissions/drafts/${id}/rules`);
  await page.route("**/edit", (route) =>
    route.fulfill({ status: 503, json: { detail: "The database is away." } }),
  );
  await page.getByRole("button", { name: "Edit Before" }).click();
  const name = dialog(page).getByLabel("Name", { exact: true });
  await name.fill("Typed");
  await save(page).click();
  await expect(dialog(page).getByRole("alert")).toContainText("The database is away.");
  await expect(name).toHaveValue("Typed");
  for (const _ of [1, 2, 3]) await page.keyboard.press("Escape");
  const asks = page.getByRole("alertdialog", { name: "Close without saving?" });
  await expect(asks).toBeVisible();
  await expectAccessible(page);
  await asks.getByRole("button", { name: "Go on writing" }).click();
  await expect(name).toHaveValue("Typed");
  await page.unroute("**/edit");
  await save(page).click();
  await expect(dialog(page)).toHaveCount(0);
  expect(await storedRule(context, id)).toMatchObject({ name: "Typed" });

  // The version in force says which draft it would go into, and that it is changed there.
  await page.goto("/permissions/rules");
  await page.getByRole("button", { name: "Edit Before" }).click();
  await expect(dialog(page).getByText("changes this rule already")).toBeVisible();
  await expect(dialog(page).getByText(`into your draft “typed of ${NAME}”.`)).toBeVisible();
  await expectAccessible(page);
  await dialog(page).getByLabel("In a new draft").check();
  await name.fill("Elsewhere");
  await save(page).click();
  await page.waitForURL(/\/permissions\/drafts\/[^/]+\/rules/);
  await expect(page.getByRole("button", { name: "Edit Elsewhere" })).toBeVisible();
  expect(page.url()).not.toContain(id);
  expect(await storedRule(context, id)).toMatchObject({ name: "Typed" });
});

test("two clicks without a gap begin one draft", async ({ page, context }) => {
  await signIn(context, "admin", "lost-rules-admin");
  await page.goto("/permissions/drafts");
  await page.getByRole("button", { name: "New draft" }).click();
  await dialog(page).getByLabel("What it is to change").fill(`twice ${NAME}`);
  let asked = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/policy/drafts")) asked += 1;
  });
  await dialog(page).getByRole("button", { name: "Begin the draft" }).dblclick();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`twice ${NAME}`);
  expect(asked).toBe(1);
});
