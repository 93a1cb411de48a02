import type { BrowserContext } from "@playwright/test";
import { expect, expectAccessible, test } from "./deployment";
import { cli, type E2eServer, startServer } from "./server";

let server: E2eServer;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server.stop());

test("an empty deployment leads its owner to the first call, and tells others who can", async ({
  page,
  context,
}) => {
  await signIn(context, "viewer");
  await page.goto(`${server.url}/calls`);
  const steps = page.getByRole("list", { name: "First steps" });
  await expect(steps).toContainText("sources:write");
  await expect(steps.getByRole("link")).toHaveCount(0);
  await expectAccessible(page);

  // An open page would notice that its session is gone, and go to the sign-in by itself.
  await page.goto("about:blank");
  await context.clearCookies();
  await signIn(context, "owner");
  await page.goto(`${server.url}/calls`);
  await steps.getByRole("link", { name: "Connect a source" }).click();
  await page.getByLabel("Name").fill("first");
  await page.getByRole("button", { name: "Create the source and its key" }).click();
  await expect(page.getByRole("heading", { name: "first is ready" })).toBeVisible();
  await page.getByRole("link", { name: "Calls", exact: true }).click();
  await expect(page.getByText("Connected, and nothing has come yet")).toBeVisible();
  await expect(steps.getByRole("link", { name: "Declare the servers" })).toBeVisible();
  await expectAccessible(page);

  const record = { id: "r-1", type: "tool.call", time: new Date().toISOString() };
  cli(
    server.data,
    ["import", "--format", "native", "--source", "first", "-"],
    JSON.stringify(record),
  );
  const table = page.getByRole("table", { name: /Calls/ });
  await expect(table.getByRole("row").filter({ hasText: "unattributed" })).toHaveCount(1);
});

/** As a member of this server, made for it. */
async function signIn({ request }: BrowserContext, role: string): Promise<void> {
  const email = `${role}@acme.example`;
  const password = "correct horse battery staple";
  cli(
    server.data,
    ["users", "create", "--email", email, "--role", role, "--password", "-"],
    password,
  );
  const csrf: { csrfToken: string } = await (
    await request.get(`${server.url}/api/auth/csrf`)
  ).json();
  const form = { ...csrf, email, password, json: "true" };
  const answer = await request.post(`${server.url}/api/auth/callback/credentials`, { form });
  expect(answer.ok()).toBe(true);
}
