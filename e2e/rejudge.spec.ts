import { expect, expectAccessible, file, importRecords, run, signIn, test } from "./deployment";

/** A call of Ines that ran as her account at the tracker, which nobody has linked to her yet. */
const trackerCall = {
  id: "tracker-1",
  type: "tool.call",
  time: new Date(Date.now() - 120_000).toISOString(),
  caller: { evidence: "validated", iss: "https://idp.acme.example", sub: "00ines", name: "Ines" },
  server: { name: "tracker" },
  tool: { name: "close_ticket" },
  downstream: {
    evidence: "observed",
    kind: "user_token",
    iss: "https://tracker.example",
    sub: "ines-t",
  },
  outcome: { status: "ok", durationMs: 20 },
};

test("a link judges past calls again, and the call tells what changed, when and why", async ({
  page,
  context,
}) => {
  importRecords("native", [trackerCall], "tracker-gw");
  await signIn(context, "admin");
  await page.goto("/calls?q=tool%3Aclose_ticket");
  const row = page.getByRole("row").filter({ hasText: "close_ticket" });
  await expect(row).toContainText("unknown");
  await row.getByRole("link").first().click();
  const drawer = page.getByRole("complementary", { name: "Call" });
  await expect(drawer.getByRole("heading", { name: "Why" })).toBeVisible();
  await expect(drawer.getByRole("heading", { name: "Judged again" })).toHaveCount(0);

  const links = "person,iss,sub,name\n";
  const own = `${links}ines,https://idp.acme.example,00ines,Ines Okafor\n`;
  const account = "ines,https://tracker.example,ines-t,\n";
  run("directory", "import", "--links", file("i.csv", `${own}${account}`));
  await expect(async () => {
    await page.reload();
    await expect(drawer.getByRole("heading", { name: "Judged again" })).toBeVisible();
  }).toPass({ timeout: 30_000 });
  const history = drawer.getByRole("list", { name: "What the verdict was and became" });
  await expect(history).toContainText("imported 2 links");
  await expect(history).toContainText("unknown");
  await expect(history).toContainText("match");
  await expect(row).toContainText("match");
  await expectAccessible(page);
});

test("who may see the directory sees its jobs, and others find none", async ({ context }) => {
  await signIn(context, "viewer");
  const seen = await context.request.get("/api/v1/jobs");
  const { items } = await seen.json();
  expect(items.length).toBeGreaterThan(0);
  expect(items[0]).toMatchObject({ kind: "rejudge", title: "Judging calls again" });
  const cancel = await context.request.post(`/api/v1/jobs/${items[0].id}/cancel`, {
    data: {},
    headers: { origin: new URL(seen.url()).origin },
  });
  expect(cancel.status()).toBe(403);
  expect(await cancel.json()).toMatchObject({ detail: expect.stringContaining("directory:write") });
  await signIn(context, "approver");
  const others = await context.request.get("/api/v1/jobs");
  expect(await others.json()).toEqual({ items: [], next: null });
});
