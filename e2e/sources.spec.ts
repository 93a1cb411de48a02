import type { Page } from "@playwright/test";
import { expect, expectAccessible, importRecords, run, signIn, test } from "./deployment";
import { servedCall } from "./records";

const deployment = process.env["ONBEHALF_E2E_URL"] ?? "";

/** Creates a source in the browser and returns the key that the page shows once. */
async function connect(page: Page, name: string, format: string): Promise<string> {
  await page.goto("/sources");
  await page.getByRole("link", { name: "Connect a source" }).first().click();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Format").selectOption({ label: format });
  await page.getByRole("button", { name: "Create the source and its key" }).click();
  await expect(page.getByRole("heading", { name: `${name} is ready` })).toBeFocused();
  const shown = page.getByRole("region", { name: "The key" });
  return (await shown.locator("code").textContent()) ?? "";
}

async function post(key: string, format: string, events: readonly unknown[]) {
  const answer = await fetch(`${deployment}/api/v1/events/${format}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(events),
  });
  return answer.status;
}

async function openTab(page: Page, name: string, tab: string) {
  await page.goto("/sources");
  await page
    .getByRole("table", { name: "Sources" })
    .getByRole("link", { name, exact: true })
    .click();
  await page
    .getByRole("navigation", { name: /Parts of/ })
    .getByRole("link", { name: tab })
    .click();
}

/** What Envoy logs, with a request id under a key that this deployment chose. */
const envoyCall = (id: string) => ({
  "mcp.method.name": "tools/call",
  "mcp.tool.name": "mapped_tool",
  "mcp.provider.name": "wiki",
  corp_request: id,
  corp_user: "gina",
  response_code: 200,
  start_time: new Date().toISOString(),
});

test("a new source turns from waiting to its first call, with the key copied from the page", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(context, "admin");
  const name = `new-${Date.now()}`;
  const key = await connect(page, name, "Onbehalf call record");
  expect(key).toMatch(/^ob_[0-9a-f]{16}_/);
  await page.getByRole("button", { name: "Copy the key" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  const lines = page.getByRole("region", { name: "Lines to connect it" });
  await expect(lines).toContainText(`${deployment}/api/v1/events/native`);
  await expect(lines).toContainText(key);
  const first = page.getByRole("status", { name: "First event" });
  await expect(first).toContainText("Waiting for the first event");
  await expectAccessible(page);
  expect(await post(key, "native", [servedCall("first", { tool: { name: "first_tool" } })])).toBe(
    200,
  );
  await expect(first).toContainText("First event received");
  await expect(first.getByRole("group", { name: /Gina.* ran as svc-wiki/ })).toBeVisible();
  await expectAccessible(page);
  await first.getByRole("link", { name: "Open the call" }).click();
  await expect(page.getByText("Which identity was used?")).toBeVisible();
  await page.goBack();
  await expect(page.getByText(key)).toHaveCount(0);
});

test("events that go to quarantine are reported at once and come in after a mapping", async ({
  page,
  context,
}) => {
  await signIn(context, "auditor,admin");
  const name = `mapped-${Date.now()}`;
  const key = await connect(page, name, "Envoy AI Gateway access log");
  const sent = [envoyCall("q-1"), envoyCall("q-2"), { no: "record" }];
  expect(await post(key, "envoy-ai-gateway", sent)).toBe(200);
  const first = page.getByRole("status", { name: "First event" });
  await expect(first).toContainText("they go to quarantine");
  await expect(first).toContainText("no id");
  await expectAccessible(page);
  await first.getByRole("link", { name: "Look at the quarantine" }).click();
  const entries = page.getByRole("listitem").filter({ hasText: "no id" });
  await expect(entries).toHaveCount(2);
  await entries.first().getByRole("button", { name: "Show what was received" }).click();
  await expect(entries.first().getByLabel("What was received")).toContainText("corp_user");
  await expectAccessible(page);

  await page.getByRole("checkbox", { name: /not an Envoy/ }).check();
  await page.getByRole("button", { name: "Replay the chosen" }).click();
  await expect(page.getByText("Replayed 1: 1 quarantined.")).toBeVisible();
  await expect(page.getByRole("list", { name: "Replays" })).toContainText("not an Envoy");

  const tabs = page.getByRole("main");
  await tabs.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Map a field" }).click();
  await page.getByLabel("Key that holds caller.sub").fill("corp_user");
  await page.getByRole("button", { name: "Map a field" }).click();
  await page.getByLabel("Key that holds id").fill("corp_request");
  await page.getByRole("button", { name: "Save how they are read" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.getByLabel("What it says of the caller: at most").selectOption("validated");
  await page.getByRole("button", { name: "Save trust" }).click();
  await expectAccessible(page);

  await page.getByRole("link", { name: /Quarantine/ }).click();
  await page.getByRole("checkbox", { name: /no id/ }).first().check();
  await page.getByRole("button", { name: "Replay the chosen" }).click();
  await expect(page.getByText("Replayed 1: 1 stored.")).toBeVisible();
  await page.getByRole("button", { name: "Replay all" }).click();
  await expect(page.getByText("Replayed 2: 1 stored, 1 quarantined.")).toBeVisible();
  await page.getByLabel("Read as").selectOption({ label: "As Onbehalf call record" });
  await page.getByRole("button", { name: "Replay all" }).click();
  await expect(page.getByText("Replayed 1: 1 quarantined.")).toBeVisible();
  await expect(page.getByRole("list", { name: "Replays" }).getByRole("listitem")).toHaveCount(3);
  await expect(entries).toHaveCount(0);
  await page.getByRole("link", { name: "Settled" }).click();
  await expect(page.getByRole("list", { name: "Replays" })).toHaveCount(2);
  await page.getByRole("link", { name: "See its calls" }).click();
  const row = page.getByRole("row").filter({ hasText: "mapped_tool" });
  await expect(row).toHaveCount(2);
  await expect(row.first()).toContainText("gina");
});

test("a key is rotated without a gap; the old one answers 401", async ({ page, context }) => {
  await signIn(context, "admin");
  const name = `rotated-${Date.now()}`;
  const old = await connect(page, name, "Onbehalf call record");
  await openTab(page, name, "Keys");
  await page.getByText("Make a new key").click();
  await page.getByLabel("The key expires").selectOption("In 90 days");
  await page.getByRole("button", { name: "Make the key" }).click();
  const fresh = await page.getByRole("region", { name: "The key" }).locator("code").textContent();
  await expect(page.getByText("expires in 89 days")).toBeVisible();
  await expect(page.getByRole("button", { name: "Make the key" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  expect(await post(old, "native", [servedCall("rotated-1")])).toBe(200);
  expect(await post(fresh ?? "", "native", [servedCall("rotated-2")])).toBe(200);
  const id = old.split("_")[1] ?? "";
  await page.getByRole("button", { name: `Revoke the key ob_${id}` }).click();
  const dialog = page.getByRole("dialog", { name: /Revoke the key/ });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Revoke the key" }).click();
  await expect(page.getByRole("heading", { name: "Revoked and expired" })).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect.poll(() => post(old, "native", [servedCall("rotated-3")])).toBe(401);
  expect(await post(fresh ?? "", "native", [servedCall("rotated-4")])).toBe(200);
});

test("a source is revoked with a reason, which its page keeps", async ({ page, context }) => {
  await signIn(context, "owner");
  const name = `ended-${Date.now()}`;
  const key = await connect(page, name, "ToolHive audit log");
  await openTab(page, name, "Settings");
  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  const dialog = page.getByRole("dialog", { name: `Revoke the source ${name}?` });
  const confirm = dialog.getByRole("button", { name: "Revoke the source" });
  await expect(confirm).toHaveAttribute("aria-disabled", "true");
  await dialog.getByLabel("Reason").fill("replaced by another gateway");
  await confirm.click();
  await expect(page.getByText("replaced by another gateway")).toBeVisible();
  await expect.poll(() => post(key, "toolhive", [{}])).toBe(401);
  await expect(page.getByRole("button", { name: "Save trust" })).toHaveAttribute(
    "aria-description",
    /was revoked/,
  );
});

test("who may only read is shown everything but keys, and told who can change it", async ({
  page,
  context,
}) => {
  const name = `read-${Date.now()}`;
  run("keys", "create", "--source", name, "--scopes", "events:write");
  await signIn(context, "viewer");
  await openTab(page, name, "Keys");
  await expect(page.getByText(/needs the permission sources:write/)).toBeVisible();
  await openTab(page, name, "Settings");
  const save = page.getByRole("button", { name: "Save trust" });
  await expect(save).toHaveAttribute("aria-description", /sources:write/);
  await page.goto("/sources/new");
  await expect(page.getByText("You may not connect a source")).toBeVisible();
  await page.goto("/sources/nobody");
  await expect(page.getByRole("heading", { name: "There is no such source" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Pages" })).toHaveCount(1);
});

test("an approver has no sources in the navigation, and is told why by the page", async ({
  page,
  context,
}) => {
  await signIn(context, "approver");
  await page.goto("/sources");
  await expect(page.getByText(/sources:read/)).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Pages" }).getByText("Sources")).toHaveCount(0);
  await expectAccessible(page);
});

test("the pages are accessible in the dark, hostile names included", async ({ page, context }) => {
  const name = `dark-${Date.now()}`;
  importRecords(
    "native",
    [servedCall("dark-source"), { id: "\u202ehostile\u200b", type: "x" }],
    name,
  );
  await page.emulateMedia({ colorScheme: "dark" });
  await signIn(context, "auditor,admin");
  await page.goto("/sources");
  await expect(page.getByRole("table", { name: "Sources" })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/sources/new");
  await expectAccessible(page);
  await openTab(page, name, "Overview");
  const tabs = page.getByRole("navigation", { name: /Parts of/ });
  for (const tab of ["Overview", "Settings", "Keys", "Connect", "Quarantine"]) {
    await tabs.getByRole("link", { name: tab }).click();
    await expect(tabs.getByRole("link", { name: tab })).toHaveAttribute("aria-current", "page");
    await expectAccessible(page);
  }
  await page.getByRole("button", { name: "Show what was received" }).click();
  await expect(page.getByLabel("What was received")).toContainText("hostile");
  expect(await page.getByLabel("What was received").textContent()).not.toContain("\u202e");
  await expectAccessible(page);
});
