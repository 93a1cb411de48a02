import { type APIRequestContext, type Page } from "@playwright/test";
import { expect, expectAccessible, file, importRecords, run, signIn, test } from "./deployment";
import { servedCall } from "./records";

const SOURCE = `asking-${Date.now()}`;
const ISS = "https://idp.acme.example";

function keyOf(source: string): string {
  const made = run("keys", "create", "--source", source, "--scopes", "decisions:evaluate");
  return made.trim().split("\n").at(-1) ?? "";
}

async function ask(request: APIRequestContext, key: string, tool: string, sub = "00dora") {
  const answer = await request.post("/access/v1/evaluation", {
    headers: { authorization: `Bearer ${key}`, "x-request-id": "gw-7" },
    data: {
      subject: { type: "user", id: sub, properties: { iss: ISS } },
      action: { name: "tools/call" },
      resource: { type: "tool", id: tool },
      context: { arguments: {}, agent: "desk-agent" },
    },
  });
  expect(answer.status()).toBe(200);
  expect(answer.headers()["x-request-id"]).toBe("gw-7");
  const said: { decision: boolean; context: { id: string; reason: string; would?: string } } =
    await answer.json();
  return said;
}

const rows = (page: Page) =>
  page.getByRole("table", { name: "Decisions, newest first" }).getByRole("row");

test("gateways are answered by the policy, and each answer is seen beside its call", async ({
  page,
  context,
  request,
}) => {
  const policy = file(
    "policy.jsonc",
    `{ // of this journey
      "rules": [
        { "id": "r_read", "subjects": ["anyone"], "resources": ["tool:asked/read"], "effect": "allow" },
        { "id": "r_ask", "subjects": ["anyone"], "resources": ["tool:asked/delete"], "effect": "ask" },
        { "id": "r_few", "subjects": ["anyone"], "resources": ["tool:asked/few"], "effect": "allow",
          "limit": { "calls": 1, "per": "day", "by": "caller" } }
      ] }`,
  );
  run("policy", "publish", policy, "--reason", "journey of decisions");
  const key = keyOf(SOURCE);
  await expect(async () => {
    expect(await ask(request, key, "asked/read")).toMatchObject({ decision: true });
  }).toPass({ timeout: 3_000 });
  expect(await ask(request, key, "asked/delete")).toMatchObject({
    decision: false,
    context: { reason: "approval_required" },
  });
  expect(await ask(request, key, "asked/few")).toMatchObject({ decision: true });
  expect(await ask(request, key, "asked/few")).toMatchObject({
    decision: false,
    context: { reason: "rate_limited" },
  });
  const denied = await ask(request, key, "asked/nothing");
  expect(denied).toMatchObject({ decision: false, context: { reason: "no_rule" } });

  const { id } = (await ask(request, key, "asked/read")).context;
  const call = servedCall(`asked-${Date.now()}`, {
    server: { name: "asked" },
    tool: { name: "read" },
    authorization: { decision: "allow", decisionId: id },
  });
  importRecords("native", [call], SOURCE);

  await signIn(context, "viewer");
  await page.goto("/overview");
  await page
    .getByRole("navigation", { name: "Pages" })
    .getByRole("link", { name: "Decisions" })
    .click();
  await expect(page).toHaveTitle(/Decisions/);
  const table = rows(page);
  await expect(table.filter({ hasText: "asked/few" }).first()).toContainText(
    "the limit is used up",
  );
  await expect(table.filter({ hasText: "asked/delete" })).toContainText("ask");
  await expectAccessible(page);
  await table.filter({ hasText: "asked/read" }).getByRole("link", { name: "ok" }).first().click();
  await expect(page.getByRole("complementary", { name: "Call" })).toContainText("asked/read");

  await page.goto("/decisions");
  await page.getByRole("button", { name: "Any answer" }).click();
  await page.getByRole("menuitemradio", { name: "Denied" }).click();
  await expect(page).toHaveURL(/answer=deny/);
  await expect(rows(page).filter({ hasText: "asked/nothing" })).toContainText("no rule allows it");
  await expect(rows(page).filter({ hasText: "asked/delete" })).toHaveCount(0);
  await page.getByRole("textbox", { name: "Tool" }).fill("asked/few");
  await page.getByRole("textbox", { name: "Tool" }).press("Enter");
  await expect(rows(page).filter({ hasText: "asked/" })).toHaveCount(1);
});

test("a block stops within a second, also where a source only monitors", async ({
  page,
  context,
  request,
}) => {
  const source = `monitored-${Date.now()}`;
  const key = keyOf(source);
  await signIn(context, "admin");
  await page.goto("/sources");
  await page.getByRole("link", { name: source }).first().click();
  await page.getByRole("main").getByRole("link", { name: "Settings" }).click();
  await page.getByRole("checkbox", { name: "Decisions only monitor" }).check();
  await page.getByRole("button", { name: "Save trust" }).click();
  await expect(async () => {
    expect(await ask(request, key, "asked/nothing", "00eve")).toMatchObject({
      decision: true,
      context: { would: "deny" },
    });
  }).toPass({ timeout: 5_000 });
  const origin = new URL(page.url()).origin;
  const blocked = await page.request.post("/api/v1/blocks", {
    headers: { origin },
    data: { subject: `principal:${ISS}|00eve`, reason: "a stolen laptop", until: null },
  });
  expect(blocked.status()).toBe(201);
  await expect(async () => {
    expect(await ask(request, key, "asked/nothing", "00eve")).toMatchObject({
      decision: false,
      context: { reason: "blocked" },
    });
  }).toPass({ timeout: 1_500 });
  await page.goto("/decisions?answer=would");
  await expect(rows(page).filter({ hasText: "asked/nothing" }).first()).toContainText("would deny");
  await expectAccessible(page);
});
