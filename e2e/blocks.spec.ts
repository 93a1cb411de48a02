import { type APIRequestContext, type Page } from "@playwright/test";
import { routes } from "../lib/routes";
import { expect, expectAccessible, file, importRecords, run, signIn, test } from "./deployment";
import { servedCall } from "./records";

const SOURCE = `blocking-${Date.now()}`;
const ISS = "https://idp.acme.example";
const SUB = "00gina";
const TOOL = "vault/rotate_key";

let key = "";
test.beforeAll(() => {
  const made = run("keys", "create", "--source", SOURCE, "--scopes", "decisions:evaluate");
  key = made.trim().split("\n").at(-1) ?? "";
});

async function ask(request: APIRequestContext, args: object = {}) {
  const answer = await request.post("/access/v1/evaluation", {
    headers: { authorization: `Bearer ${key}` },
    data: {
      subject: { type: "user", id: SUB, properties: { iss: ISS } },
      action: { name: "tools/call" },
      resource: { type: "tool", id: TOOL },
      context: { arguments: args, runAs: "caller" },
    },
  });
  expect(answer.status()).toBe(200);
  const said: { decision: boolean; context: { id: string; reason: string } } = await answer.json();
  return said;
}

function publish(rules: readonly object[], reason: string) {
  run("policy", "publish", file("policy.json", JSON.stringify({ rules })), "--reason", reason);
}

const rule = (id: string, name: string, effect: string, more: object = {}) => ({
  id,
  name,
  subjects: ["anyone"],
  resources: ["tool:vault/*"],
  effect,
  ...more,
});

/** Opens the call that names the decision. */
async function openCall(page: Page, decisionId: string, tab?: string) {
  const at = tab ? `&tab=${tab}` : "";
  await page.goto(`/calls?q=decision_id:${decisionId}${at}`);
  await page.getByRole("row").filter({ hasText: "rotate_key" }).getByRole("link").first().click();
  const drawer = page.getByRole("complementary", { name: "Call" });
  await expect(drawer).toBeVisible();
  return drawer;
}

test("a block set from a call stops the next one within a second, and is lifted again", async ({
  page,
  context,
  request,
}) => {
  publish([rule("r_vault", "Everybody may rotate keys", "allow")], "journey of blocks");
  await expect(async () => {
    expect(await ask(request)).toMatchObject({ decision: true });
  }).toPass({ timeout: 3_000 });
  const { id } = (await ask(request)).context;
  const call = servedCall(`vault-${Date.now()}`, {
    server: { name: "vault" },
    tool: { name: "rotate_key" },
    authorization: { decision: "allow", decisionId: id },
  });
  importRecords("native", [call], SOURCE);

  await signIn(context, "viewer");
  const seen = await openCall(page, id);
  await expect(seen.getByRole("button", { name: "Block now" })).toHaveAttribute(
    "aria-description",
    "This needs the permission policy:write",
  );

  await page.goto("about:blank");
  await context.clearCookies();
  await signIn(context, "admin");
  const drawer = await openCall(page, id);
  await drawer.getByRole("button", { name: "Block now" }).click();
  const dialog = page.getByRole("dialog", { name: "Block now" });
  await expect(dialog.getByRole("radio", { name: "This caller on this tool" })).toBeChecked();
  await expect(dialog.getByRole("radio", { name: "This person" })).toBeDisabled();
  await expect(dialog).toContainText(`to ${TOOL}, for 8 hours`);
  await expect(dialog.getByRole("link", { name: "1 call" })).toBeVisible();
  await dialog.getByRole("radio", { name: "This principal" }).check();
  await dialog.getByRole("combobox", { name: "Ends" }).selectOption("In 1 hour");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("a stolen laptop");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Block now" }).click();
  await expect(dialog.getByRole("status")).toContainText("In force");
  await expect(async () => {
    expect(await ask(request)).toMatchObject({ decision: false, context: { reason: "blocked" } });
  }).toPass({ timeout: 1_500 });

  await dialog.getByRole("link", { name: "the list of blocks" }).click();
  await expect(page).toHaveTitle(/Blocks/);
  const row = page
    .getByRole("table", { name: "Blocks in force" })
    .getByRole("row")
    .filter({ hasText: `principal:${ISS}|${SUB}` });
  await expect(row).toContainText("a stolen laptop");
  await expect(row).toContainText(/in (1 hour|59 minutes)/);
  await expect(row.getByRole("link", { name: /decisions that it denied/ })).toBeVisible({
    timeout: 15_000,
  });
  await expectAccessible(page);
  await row.getByRole("link", { name: /decisions that it denied/ }).click();
  await expect(page).toHaveURL(/block=blk_/);
  const decisions = page.getByRole("table", { name: "Decisions, newest first" });
  await expect(decisions.getByRole("row").filter({ hasText: TOOL }).first()).toContainText(
    "it is blocked",
  );

  // Whoever asks what they may use is told the truth, and not what the rules alone would say.
  await page.goto(routes.access({ subject: `principal:${ISS}|${SUB}` }));
  const standing = page.getByRole("region", { name: "Standing blocks" });
  await expect(standing).toContainText("A block denies calls here, whatever the rules say.");
  const may = page.getByRole("table", { name: "Tools that it may use" }).getByRole("row");
  await expect(may.filter({ hasText: TOOL })).toContainText(/Blocked.*rules alone: .*Allow/);
  await expectAccessible(page);
  await standing.getByRole("link", { name: "Look at it" }).click();

  await row.getByRole("button", { name: /Lift the block/ }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Reason" }).fill("it was found");
  await page.getByRole("dialog").getByRole("button", { name: "Lift it" }).click();
  await expect(
    page.getByRole("table", { name: "Past blocks" }).getByRole("row").filter({
      hasText: "it was found",
    }),
  ).toBeVisible();
  await expect(async () => {
    expect(await ask(request)).toMatchObject({ decision: true });
  }).toPass({ timeout: 1_500 });
});

test("a block by hand says what is wrong with a selector beside it", async ({ page, context }) => {
  await signIn(context, "admin");
  await page.goto("/permissions/blocks");
  await page.getByRole("button", { name: "Set a block" }).click();
  const dialog = page.getByRole("dialog", { name: "Set a block" });
  await dialog.getByRole("textbox", { name: "What" }).fill("tool:vault");
  await dialog.getByRole("textbox", { name: "Credential" }).focus();
  await expect(dialog.getByRole("textbox", { name: "What" })).toHaveAccessibleDescription(
    /lacks the "\/"/,
  );
  await dialog.getByRole("textbox", { name: "What" }).fill("tool:vault/wipe_*");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("until the audit is over");
  await expect(dialog).toContainText("it would have hit 0 calls");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Set the block" }).click();
  await expect(dialog.getByRole("status")).toContainText("In force");
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("table", { name: "Blocks in force" })).toContainText(
    "tool:vault/wipe_*",
  );
});

test("the policy of a call: the version that decided beside the one in force", async ({
  page,
  context,
  request,
}) => {
  publish([rule("r_open", "Keys may be rotated", "allow")], "before the audit");
  await expect(async () => {
    expect(await ask(request, { key: "k-1" })).toMatchObject({ decision: true });
  }).toPass({ timeout: 3_000 });
  const { id } = (await ask(request, { key: "k-1" })).context;
  const call = servedCall(`vault-old-${Date.now()}`, {
    server: { name: "vault" },
    tool: { name: "rotate_key", arguments: { key: "k-1" } },
    authorization: { decision: "allow", decisionId: id },
  });
  importRecords("native", [call], SOURCE);
  const onRoot = { arguments: { properties: { key: { const: "root" } } } };
  publish(
    [
      rule("r_open", "Keys may be rotated", "allow"),
      rule("r_root", "Nobody rotates the root key", "deny", { when: onRoot }),
    ],
    "the root key stays",
  );

  await signIn(context, "auditor");
  await openCall(page, id, "policy");
  await page.getByRole("tab", { name: "Policy" }).click();
  const then = page.getByRole("region", { name: "What decided then" });
  const now = page.getByRole("region", { name: "What would be answered now" });
  await expect(then).toContainText("Keys may be rotated");
  await expect(then).toContainText("before the audit");
  await expect(now).toContainText("the root key stays");
  await expect(now).toContainText("Which one cannot be decided here");
  await expect(now).toContainText("Nobody rotates the root key");
  await expectAccessible(page);
  await now.getByRole("button", { name: "Try with its arguments" }).click();
  await expect(now).toContainText("looked at, which is recorded");
  await expect(now).not.toContainText("Which one cannot be decided here");
  await expect(page.getByText(/in force now, would allow it\.$/)).toBeVisible();
});
