// A replay that somebody stops: on a server of its own without a worker, so that it waits to be stopped.
import { expect, expectAccessible, test } from "./deployment";
import { cli, type E2eServer, startServer } from "./server";

const PASSWORD = "correct horse battery staple";
const ADMIN = "ada@acme.example";

let server: E2eServer;

test.beforeAll(async () => {
  server = await startServer({ ONBEHALF_ROLE: "gate,console" });
  const args = ["users", "create", "--email", ADMIN, "--role", "admin", "--password", "-"];
  cli(server.data, args, PASSWORD);
});
test.afterAll(() => server.stop());

test("a replay is cancelled where it runs, says that it tells nothing, and can be started again", async ({
  page,
}) => {
  const { request } = page.context();
  const csrf: { csrfToken: string } = await (
    await request.get(`${server.url}/api/auth/csrf`)
  ).json();
  const form = { ...csrf, email: ADMIN, password: PASSWORD, json: "true" };
  await request.post(`${server.url}/api/auth/callback/credentials`, { form });
  const made = await request.post(`${server.url}/api/v1/policy/drafts`, {
    data: { title: "stopped", document: '{ "rules": [] }' },
    headers: { origin: server.url },
  });
  const { id }: { id: string } = await made.json();

  await page.goto(`${server.url}/permissions/drafts/${id}/review`);
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(page.getByText("Waiting for a worker")).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Replaying a draft" })).toBeVisible();
  await expectAccessible(page);
  const cancel = page.getByRole("button", { name: "Cancel", exact: true });
  await cancel.click();
  await expect(page.getByText(/cancelled before it came to a call/)).toBeVisible();
  await expect(page.getByText("No call would have been answered differently.")).toHaveCount(0);
  await expect(page.getByText("There was no call in this period")).toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Replay again" }).click();
  await expect(page.getByText("Waiting for a worker")).toBeVisible();
  await expect(cancel).toBeVisible();
});
