import { expect, expectAccessible, file, importRecords, run, signIn, test } from "./deployment";
import {
  agentgatewayJson,
  agentgatewayLine,
  olderToolhiveCall,
  servedCall,
  toolhiveCall,
} from "./records";

test("records of real gateways show caller, ran as, verdict and reasons", async ({
  page,
  context,
}) => {
  const time = new Date(Date.now() - 60_000).toISOString();
  expect(
    importRecords("toolhive", [toolhiveCall("th-1", time), olderToolhiveCall("th-2", time)]),
  ).toMatchObject({ stored: 2 });
  const lines = [agentgatewayLine(time, "4bf92f3577b34da6a3ce929d0e0e4701"), agentgatewayJson];
  expect(importRecords("agentgateway", lines)).toMatchObject({ stored: 2 });
  await signIn(context, "viewer");
  await page.goto("/calls");
  const table = page.getByRole("table", { name: /Calls/ });
  const row = table.getByRole("row").filter({ hasText: "search_tickets" });
  await expect(row).toContainText("helpdesk");
  await expect(row).toContainText("u-417");
  await expect(row).toContainText("unknown");
  await expect(table.getByRole("row").filter({ hasText: "forecast" })).toContainText("erik");
  await expect(table.getByRole("row").filter({ hasText: "echo" })).toContainText("frida");
  await expect(table.getByRole("row").filter({ hasText: "calculator" })).toContainText(
    "unattributed",
  );
  await row.getByRole("link").first().click();
  const drawer = page
    .getByRole("complementary", { name: "Call" })
    .or(page.getByLabel("Call", { exact: true }));
  await expect(drawer).toContainText("no_downstream_evidence");
  await expect(page).toHaveURL(/call=call_/);
  await expectAccessible(page);
});

test("importing the same file again stores nothing twice", async () => {
  const time = new Date().toISOString();
  const records = [toolhiveCall("again-1", time), toolhiveCall("again-2", time)];
  expect(importRecords("toolhive", records)).toMatchObject({ stored: 2 });
  expect(importRecords("toolhive", records)).toMatchObject({ stored: 0, duplicate: 2 });
});

test("a sanction changes the verdict of later records", async ({ page, context }) => {
  // A tool of its own: other journeys of this server must not find their calls sanctioned.
  const tool = { name: "sanctioned_page" };
  importRecords("native", [servedCall("before-1", { tool })], "wiki-gw");
  run(
    "directory",
    "import",
    "--links",
    file("p.csv", "person,iss,sub,name\ngina,https://idp.acme.example,00gina,Gina Ferrari\n"),
  );
  const header = "ran_as_iss,ran_as_sub,tools,callers,owner,reason,until";
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const line = `https://wiki.example,svc-wiki,tool:wiki/sanctioned_page,person:gina,person:gina,Wiki bot deletes stale pages,${until}`;
  run("directory", "import", "--sanctions", file("s.csv", `${header}\n${line}\n`));
  importRecords(
    "native",
    [servedCall("after-1", { tool, time: new Date(Date.now() + 1_000).toISOString() })],
    "wiki-gw",
  );
  await signIn(context, "viewer");
  await page.goto(`/calls?q=${encodeURIComponent("tool:wiki/sanctioned_page")}`);
  const rows = page
    .getByRole("table", { name: /Calls/ })
    .getByRole("row")
    .filter({ hasText: "sanctioned_page" });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("sanctioned");
  await expect(rows.first()).toContainText("Gina Ferrari");
  await expect(rows.last()).toContainText("mismatch");
});

test("an imported log of an evidence provider says as whom a call ran", async ({ context }) => {
  const { downstream, ...silent } = servedCall("gap-1", {
    tool: { name: "gap_tool" },
    trace: { requestId: "gap-request" },
  });
  run("keys", "create", "--source", "gap-idp", "--scopes", "evidence:write");
  run("sources", "set", "gap-idp", "--evidence-provider", "yes");
  importRecords("native", [silent], "gap-gw");
  const mint = {
    id: "mint-1",
    type: "token.mint",
    time: new Date().toISOString(),
    downstream,
    trace: { requestId: "gap-request" },
  };
  importRecords("native", [mint], "gap-idp");
  await signIn(context, "viewer");
  await expect
    .poll(async () => {
      const list = await context.request.get("/api/v1/calls?q=source%3Agap-gw");
      const { items }: { items: { id: string }[] } = await list.json();
      const call = await context.request.get(`/api/v1/calls/${items[0]?.id}`);
      return (await call.json()).evidenceGiven;
    })
    .toEqual([
      { kind: "token.mint", source: "gap-idp", iss: "https://wiki.example", sub: "svc-wiki" },
    ]);
});

test("a broken directory line is named and nothing is applied", async () => {
  const csv = file(
    "bad.csv",
    "person,iss,sub\nhugo,https://idp.acme.example,00hugo\n,https://idp.acme.example,00ida\n",
  );
  expect(() => run("directory", "import", "--links", csv)).toThrow(/line 3/);
  importRecords(
    "native",
    [
      servedCall("hugo-1", {
        caller: { evidence: "validated", iss: "https://idp.acme.example", sub: "00hugo" },
      }),
    ],
    "wiki-gw",
  );
  const good = file("good.csv", "person,iss,sub\nhugo,https://idp.acme.example,00hugo\n");
  expect(run("directory", "import", "--links", good)).toContain("1 links imported");
});

test("filters live in the address: typed, clicked and shared they are the same", async ({
  page,
  context,
  browser,
}) => {
  importRecords(
    "native",
    [servedCall("filter-1", { outcome: { status: "error" }, tool: { name: "move_page" } })],
    "wiki-gw",
  );
  await signIn(context, "viewer");
  await page.goto("/calls");
  await page.getByLabel("Query", { exact: true }).fill("tool:wiki/move_page outcome:error");
  await page.getByLabel("Query", { exact: true }).press("Enter");
  await expect(page).toHaveURL(/q=tool/);
  const rows = page
    .getByRole("table", { name: /Calls/ })
    .getByRole("row")
    .filter({ hasText: "move_page" });
  await expect(rows).toHaveCount(1);
  const colleague = await browser.newContext({ baseURL: new URL(page.url()).origin });
  await signIn(colleague, "investigator");
  const other = await colleague.newPage();
  await other.goto(page.url());
  await expect(
    other.getByRole("table", { name: /Calls/ }).getByRole("row").filter({ hasText: "move_page" }),
  ).toHaveCount(1);
  await colleague.close();
  await page.getByLabel("Query", { exact: true }).fill("tool:wiki/move_page nonsense:1");
  await page.getByLabel("Query", { exact: true }).press("Enter");
  await expect(page.getByText(/nonsense/).first()).toBeVisible();
  await expect(page).not.toHaveURL(/nonsense/);
  await page.getByLabel("Query", { exact: true }).fill("outcome:timeout tool:nowhere/none");
  await page.getByLabel("Query", { exact: true }).press("Enter");
  await expect(page.getByText(/Nothing matches/i)).toBeVisible();
  await expectAccessible(page);
});

test("arguments are sealed for a viewer; an auditor's look is recorded", async ({
  page,
  context,
  browser,
}) => {
  importRecords(
    "native",
    [
      servedCall("sealed-1", {
        tool: { name: "sealed_tool", arguments: { page: "Runbook", password: "do-not-keep-me" } },
      }),
    ],
    "wiki-gw",
  );
  const address = `/calls?q=${encodeURIComponent("tool:sealed_tool")}`;
  await signIn(context, "owner");
  await page.goto(address);
  await page.getByRole("row").filter({ hasText: "sealed_tool" }).getByRole("link").first().click();
  await page.getByRole("tab", { name: "Arguments and result" }).click();
  await expect(page.getByText(/needs the permission payload:read/).first()).toBeVisible();
  const refused = await context.request.post(`/api/v1/calls/${callIdOf(page.url())}/payload`, {
    data: {},
    headers: { origin: new URL(page.url()).origin },
  });
  expect(refused.status()).toBe(403);

  const auditor = await browser.newContext({ baseURL: new URL(page.url()).origin });
  await signIn(auditor, "auditor");
  const other = await auditor.newPage();
  await other.goto(page.url());
  await other.getByRole("tab", { name: "Arguments and result" }).click();
  await other.getByRole("button", { name: "Open arguments and result" }).click();
  const args = other.getByLabel("Arguments", { exact: true });
  await expect(args).toContainText("Runbook");
  await expect(args).toContainText("redacted, key-name");
  await expect(args).not.toContainText("do-not-keep-me");
  await other.getByRole("tab", { name: "Raw record" }).click();
  await other.getByRole("button", { name: "Open the raw record" }).click();
  await expect(other.getByLabel("Raw record", { exact: true })).not.toContainText("do-not-keep-me");
  await auditor.close();
});

test("the leaf hash is recomputed in the browser", async ({ page, context }) => {
  importRecords("native", [servedCall("proof-1", { tool: { name: "proof_tool" } })], "wiki-gw");
  await signIn(context, "viewer");
  await page.goto(`/calls?q=${encodeURIComponent("tool:proof_tool")}`);
  await page.getByRole("row").filter({ hasText: "proof_tool" }).getByRole("link").first().click();
  await page.getByRole("tab", { name: "Proof" }).click();
  await expect(page.getByText("Recomputed: equal")).toBeVisible();
});

test("hostile names are inert and visible", async ({ page, context }) => {
  const hostile = servedCall("hostile-1", {
    caller: {
      evidence: "validated",
      iss: "https://idp.acme.example",
      sub: "evil\u202egnp.exe",
      name: "<img src=x onerror=alert(1)>",
    },
    tool: { name: "hostile_tool\u200b<script>alert(1)</script>" },
    outcome: { status: "error", message: "[click](javascript:alert(1)) \u001b[31mred" },
  });
  importRecords("native", [hostile], "hostile-gw");
  await signIn(context, "viewer");
  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  await page.goto(`/calls?q=${encodeURIComponent("source:hostile-gw")}`);
  const row = page.getByRole("row").filter({ hasText: "hostile_tool" });
  await expect(row).toContainText("ZWSP");
  await row.getByRole("link").first().click();
  await expect(page.getByLabel("Details of the call")).toContainText("RLO");
  expect(await page.locator("img[src=x]").count()).toBe(0);
  expect(dialogs).toBe(0);
  await expectAccessible(page);
});

function callIdOf(url: string): string {
  return new URL(url).searchParams.get("call") ?? "";
}
