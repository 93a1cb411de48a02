// A version for gateways that decide by themselves, and what they cannot be told.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, file, importRecords, run, signIn, test } from "./deployment";
import { servedCall } from "./records";

const NAME = `exported-${Date.now()}`;
const IDP = "https://idp.acme.example";

test.beforeAll(() => {
  const call = (tool: string) =>
    servedCall(`${NAME}-${tool}`, { server: { name: NAME }, tool: { name: tool } });
  importRecords("native", [call("get_page"), call("drop_page")]);
  const links = `person,iss,sub,name\n${NAME},${IDP},${NAME}-sub,Nia\n`;
  run("directory", "import", "--links", file("links.csv", links));
});

/** Of this journey alone: its number is in the answer of the command line. */
function version(): string {
  const rules = [
    rule("read", { resources: [`tool:${NAME}/get_*`] }),
    rule("no-drop", {
      subjects: ["anyone"],
      resources: [`tool:${NAME}/drop_page`],
      effect: "deny",
    }),
    rule("own-repo", {
      resources: [`tool:${NAME}/drop_page`],
      when: { arguments: { properties: { repo: { pattern: "^acme/" } } } },
    }),
    rule("held", { effect: "ask" }),
  ];
  const path = file("policy.json", JSON.stringify({ rules }));
  const printed = run("policy", "publish", path, "--reason", `start of ${NAME}`);
  return /version (\d+)/.exec(printed)?.[1] ?? "";
}

const rule = (id: string, more: object) => ({
  id: `${NAME}-${id}`,
  subjects: [`person:${NAME}`],
  resources: [`tool:${NAME}/*`],
  effect: "allow",
  ...more,
});

const cannot = (page: Page, id: string) =>
  page
    .getByRole("table", { name: "What it cannot be told" })
    .getByRole("row")
    .filter({ hasText: `${NAME}-${id}` });

test("a version is exported to each gateway in its own words, with what it cannot be told, to copy and to keep", async ({
  page,
  context,
}) => {
  const number = version();
  await signIn(context, "viewer");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/permissions/versions/${number}`);
  await page.getByRole("link", { name: "Export…" }).click();

  // agentgateway: what a rule cannot say it leaves out, and says so.
  const all = page.getByRole("region", { name: "All servers" });
  await expect(all).toContainText(`jwt.sub in ["${NAME}-sub"]`);
  await expect(all).toContainText(`mcp.tool.name.matches("^(?s:get_.*)$")`);
  await expect(cannot(page, "own-repo")).toContainText("left out");
  await expect(cannot(page, "held")).toContainText("made stricter");
  await expect(cannot(page, "read")).toHaveCount(0);
  await expectAccessible(page);
  await all.getByRole("button", { name: "Copy the export of all servers" }).click();
  await expect(all.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`${NAME}-sub`);

  // ToolHive: a set for each server, once it is known whose subjects these are.
  await page.getByLabel("For", { exact: true }).selectOption({ label: "ToolHive" });
  await page.getByLabel("Whose tokens it takes").fill(IDP);
  await page.getByRole("button", { name: "Apply" }).click();
  const own = page.getByRole("region", { name: NAME });
  await expect(own).toContainText(`[Client::"${NAME}-sub"].contains(principal)`);
  await expect(own).toContainText(`[Tool::"get_page"].contains(resource)`);
  await expect(own).toContainText(`forbid (principal, action == Action::"call_tool", resource)`);
  await expectAccessible(page);
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    own.getByRole("button", { name: `Download the export of ${NAME}` }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe(`policy-v${number}-toolhive-${NAME}.cedar`);
  expect(readFileSync(await saved.path(), "utf8")).toContain(`permit (principal,`);

  // AgentCore: one set, for the gateway that is named.
  await page.getByLabel("For", { exact: true }).selectOption({ label: "Amazon Bedrock AgentCore" });
  const arn = "arn:aws:bedrock-agentcore:eu-west-1:1:gateway/acme";
  await page.getByLabel("Whose tokens it takes").fill(IDP);
  await page.getByLabel("The gateway’s ARN").fill(arn);
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(all).toContainText(`AgentCore::Action::"${NAME}___get_page"`);
  await expect(all).toContainText(`resource == AgentCore::Gateway::"${arn}"`);
  await expect(page.getByText(/tokens of another issuer than/)).toBeVisible();
  await expect(page).toHaveURL(/target=agentcore/);
  await expectAccessible(page);
});
