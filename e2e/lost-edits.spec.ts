// Edits of a draft are saved behind what is shown: none is lost on the way, and none that failed is
// kept quiet.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, file, importRecords, run, signIn, test } from "./deployment";
import { publishButton } from "./draft-life";
import { servedCall } from "./records";

const NAME = `queue-${Date.now()}`;
const ORIGIN = process.env["ONBEHALF_E2E_URL"] ?? "";
const GROUP = `group:${NAME}`;
const TOOLS = Array.from({ length: 12 }, (_, n) => `t${String(n).padStart(2, "0")}`);
const rule = (id: string, more: object = {}) => ({
  id: `${NAME}-${id}`,
  name: `Rule ${id} of ${NAME}`,
  subjects: [GROUP],
  resources: [`tool:${NAME}/${id}`],
  effect: "allow",
  ...more,
});

test.beforeAll(() => {
  importRecords(
    "native",
    TOOLS.map((tool) =>
      servedCall(`${NAME}-${tool}`, { server: { name: NAME }, tool: { name: tool } }),
    ),
  );
});

function inForce(): void {
  const rules = [rule("all", { resources: [`tool:${NAME}/*`] })];
  const path = file("policy.json", JSON.stringify({ rules }));
  run("policy", "publish", path, "--reason", `start of ${NAME}`);
}

async function draftOf(page: Page, title: string): Promise<string> {
  const made = await page.context().request.post("/api/v1/policy/drafts", {
    data: { title: `${title} of ${NAME}` },
    headers: { origin: ORIGIN },
  });
  const { id }: { id: string } = await made.json();
  return id;
}

const cell = (page: Page, tool: string) =>
  page.getByRole("gridcell", { name: `${NAME}, ${NAME}/${tool}:` });

/** At the first tool of the draft's matrix, which shows this one group. */
async function openMatrix(page: Page, id: string): Promise<void> {
  await page.goto(`/permissions/drafts/${id}/matrix?server=${NAME}&only=${GROUP}`);
  await expect(cell(page, "t00")).toBeVisible();
  await page.getByRole("grid").focus();
  for (const key of ["Control+Home", "ArrowDown", "ArrowRight"]) await page.keyboard.press(key);
}

async function denyAll(page: Page): Promise<void> {
  for (const [at] of TOOLS.entries()) {
    if (at > 0) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("d");
  }
}

async function deniedIn(page: Page, id: string): Promise<number> {
  const answer = await page.context().request.get(`/api/v1/policy/drafts/${id}`);
  const { document }: { document: string } = await answer.json();
  return document.split(`"tool:${NAME}/t`).length - 1;
}

test("a draft is published only when every edit that was made is in it", async ({
  page,
  context,
}) => {
  inForce();
  await signIn(context, "admin", "lost-edits-admin");
  const id = await draftOf(page, "queue");
  await openMatrix(page, id);
  await page.route("**/edit", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  await denyAll(page);
  await page.getByRole("link", { name: "Review and publish" }).click();
  await expect(page.getByRole("status").filter({ hasText: /^Saving \d+ edits/ })).toBeVisible();
  await page.getByLabel("Why", { exact: true }).fill("nobody needs them");
  await expect(publishButton(page)).toHaveAttribute("aria-description", /^Saving \d+ edits?…/);
  await expect(page.getByRole("button", { name: "Replay", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await expectAccessible(page);

  // Loading the page anew would lose them, whatever page is shown: it asks first.
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  await (await asked).dismiss();

  await expect(publishButton(page)).not.toHaveAttribute("aria-disabled", "true");
  expect(await deniedIn(page, id)).toBe(TOOLS.length);
  await expect(page.getByLabel("Why", { exact: true })).toHaveValue("nobody needs them");
  await publishButton(page).click();
  await expect(page.getByText(/In force since/)).toBeVisible();
});

test("an edit that was not saved is said on every page until it is saved, and the matrix shows what is stored", async ({
  page,
  context,
}) => {
  inForce();
  await signIn(context, "admin", "lost-edits-admin");
  const id = await draftOf(page, "failing");
  await openMatrix(page, id);
  let asked = 0;
  await page.route("**/edit", async (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.fulfill({ status: 503, json: { detail: "The database is away." } });
  });
  for (const key of ["d", "ArrowDown", "d"]) await page.keyboard.press(key);
  const notSaved = page.getByRole("alert").filter({ hasText: "1 edit was not saved" });
  await expect(notSaved).toContainText(`Deny ${NAME}/t00 for ${GROUP}. The database is away.`);
  await expect(page.getByText("Saving…")).toHaveCount(0);
  await expect(cell(page, "t00")).toHaveAccessibleName(/Allow, inherited/);
  await expect(cell(page, "t01")).toHaveAccessibleName(/Deny, set here/);
  await expect(notSaved).toBeVisible();
  expect(await deniedIn(page, id)).toBe(1);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Review and publish" }).click();
  await expect(notSaved).toBeVisible();
  await page.getByRole("link", { name: "Sources", exact: true }).click();
  await page.getByRole("link", { name: "Look at the draft" }).click();
  await notSaved.getByRole("button", { name: "Try again" }).click();
  await expect(notSaved).toHaveCount(0);
  await openMatrix(page, id);
  await expect(cell(page, "t00")).toHaveAccessibleName(/Deny, set here/);
  await expect.poll(() => deniedIn(page, id)).toBe(2);
});

test("keys that are pressed while the own draft is opened are set in it too", async ({
  page,
  context,
}) => {
  inForce();
  await signIn(context, "admin", "quick-keys-admin");
  await page.goto(`/permissions/matrix?server=${NAME}&only=${GROUP}`);
  await expect(cell(page, "t00")).toBeVisible();
  await page.getByRole("grid").focus();
  const keys = ["Control+Home", "ArrowDown", "ArrowRight", "d", "ArrowDown", "d", "ArrowDown", "k"];
  await page.route("**/policy/drafts", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  });
  for (const key of keys) await page.keyboard.press(key);
  await page.waitForURL(/\/permissions\/drafts\/[^/]+\/matrix/);
  await expect(cell(page, "t00")).toHaveAccessibleName(/Deny, set here/);
  await expect(cell(page, "t01")).toHaveAccessibleName(/Deny, set here/);
  await expect(cell(page, "t02")).toHaveAccessibleName(/Ask, set here/);
});
