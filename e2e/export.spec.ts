import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { expect, expectAccessible, importRecords, signIn, test } from "./deployment";
import { servedCall } from "./records";

const COUNT = 1_100;

/** Calls of a server of the test's own, sequenced. */
async function storeCalls(page: Page, server: string, count: number): Promise<void> {
  const stamp = Date.now();
  const records = Array.from({ length: count }, (_, n) =>
    servedCall(`${server}-${stamp}-${n}`, {
      server: { name: server },
      tool: { name: n === 0 ? "=HYPERLINK(1)\u202e" : "delete_page" },
      time: new Date(stamp - n * 1_000).toISOString(),
    }),
  );
  importRecords("native", records);
  await expect(async () => {
    const answer = await page.request.get(`/api/v1/calls?q=server:${server}&limit=200`);
    const { items }: { items: { index: number | null }[] } = await answer.json();
    expect(items).toHaveLength(Math.min(200, count));
    expect(items.every(({ index }) => index !== null)).toBe(true);
  }).toPass();
}

async function openDialog(page: Page, server: string) {
  await page.goto(`/calls?q=server%3A${server}&from=-7d`);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  return page.getByRole("form", { name: "Export calls" });
}

test("everything that matches is downloaded, and the page says what the file must be", async ({
  page,
  context,
}) => {
  const server = `exports-${Date.now()}`;
  await signIn(context, "investigator");
  await storeCalls(page, server, COUNT);
  const form = await openDialog(page, server);
  await expect(form).toContainText("1,100 calls");
  await expect(form).toContainText(`Last 7 days · server is ${server}`);
  await expect(form.getByLabel("With payloads")).toBeDisabled();
  await expectAccessible(page);
  const saved = page.waitForEvent("download");
  await form.getByRole("button", { name: "Download" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^onbehalf-calls-.+\.csv$/);
  const bytes = readFileSync(await download.path());
  const rows: Record<string, string>[] = parse(bytes, { columns: true });
  expect(rows).toHaveLength(COUNT);
  expect(rows[0]?.["tool"]).toBe("'=HYPERLINK(1)[RLO]");
  const listed = await page.request.get(`/api/v1/calls?q=server:${server}&limit=200`);
  const { items }: { items: { id: string }[] } = await listed.json();
  expect(rows.slice(0, 200).map(({ id }) => id)).toEqual(items.map(({ id }) => id));
  const strip = page.getByRole("region", { name: "Exports" });
  await expect(strip).toContainText("Exported · 1,100 calls");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await expect(strip).toContainText(`SHA-256 ${sha256.slice(0, 12)}`);
  await strip.getByRole("button", { name: "Put this export away" }).click();
  await expect(strip).toHaveCount(0);
});

test("an export that somebody began is shown after a reload, can be cancelled, and is gone then", async ({
  page,
  context,
}) => {
  await signIn(context, "investigator");
  const { request } = context;
  const { origin } = new URL((await request.get("/sign-in")).url());
  const data = { q: "server:wiki", format: "ndjson" };
  const begun = await request.post("/api/v1/calls/export", { data, headers: { origin } });
  const { job }: { job: string } = await begun.json();
  await page.goto("/calls");
  const strip = page.getByRole("region", { name: "Exports" });
  await expect(strip).toContainText("Exporting calls · Waiting for the download to start");
  await strip.getByRole("button", { name: "Cancel" }).click();
  await expect(strip).toContainText("Export cancelled");
  expect((await request.get(`/api/v1/calls/export?job=${job}`)).status()).toBe(409);
});

test("payloads are asked for by name and only by who may read them", async ({ page, context }) => {
  const server = `payloads-${Date.now()}`;
  await signIn(context, "auditor");
  await storeCalls(page, server, 3);
  const form = await openDialog(page, server);
  await form.getByLabel("NDJSON").check();
  await form.getByLabel("With payloads").check();
  const saved = page.waitForEvent("download");
  await form.getByRole("button", { name: "Download" }).click();
  const lines = readFileSync(await (await saved).path(), "utf8")
    .trim()
    .split("\n");
  expect(lines).toHaveLength(3);
  await expect(page.getByRole("region", { name: "Exports" })).toContainText("Exported · 3 calls");
  await expectAccessible(page);
  expect(lines[0]).toContain('"deleted":true');
  const log = await page.request.get("/api/v1/admin-log?action=export.begun_with_payloads");
  expect(await log.text()).toContain(server);
});

test("who may not export, or asks what cannot be read, is told why", async ({ page, context }) => {
  await signIn(context, "viewer");
  await page.goto("/calls");
  const button = page.getByRole("button", { name: "Export", exact: true });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await button.hover();
  await expect(page.getByRole("tooltip")).toContainText("calls:export");
  await page.goto("about:blank");
  await context.clearCookies();
  await signIn(context, "investigator");
  await page.goto("/calls?q=nonsense%3Ax");
  await expect(button).toHaveAttribute("aria-description", /cannot be read/);
});
