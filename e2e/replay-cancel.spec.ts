// A replay that somebody stops: on a server of its own without a worker, so that it waits to be
// stopped, or gets no further than the test's own worker takes it.
import type { Page } from "@playwright/test";
import { openPool } from "../db/client";
import { directoryCache } from "../lib/identity/directory-cache";
import { runNextJob } from "../lib/jobs/run-next-job";
import { replayStep } from "../lib/policy/replay/replay-step";
import { expect, expectAccessible, file, test } from "./deployment";
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

async function signIn(page: Page): Promise<void> {
  const { request } = page.context();
  const csrf: { csrfToken: string } = await (
    await request.get(`${server.url}/api/auth/csrf`)
  ).json();
  const form = { ...csrf, email: ADMIN, password: PASSWORD, json: "true" };
  await request.post(`${server.url}/api/auth/callback/credentials`, { form });
}

/** A draft that denies everything, on its review. */
async function reviewDraft(page: Page, title: string): Promise<void> {
  await signIn(page);
  const made = await page.context().request.post(`${server.url}/api/v1/policy/drafts`, {
    data: { title, document: '{ "rules": [] }' },
    headers: { origin: server.url },
  });
  const { id }: { id: string } = await made.json();
  await page.goto(`${server.url}/permissions/drafts/${id}/review`);
}

const cancel = (page: Page) => page.getByRole("button", { name: "Cancel", exact: true });

test("a replay is cancelled where it runs, says that it tells nothing, and can be started again", async ({
  page,
}) => {
  await reviewDraft(page, "stopped");
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(page.getByText("Waiting for a worker")).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Replaying a draft" })).toBeVisible();
  await expectAccessible(page);
  await cancel(page).click();
  await expect(page.getByText(/cancelled before it came to a call/)).toBeVisible();
  await expect(page.getByText("No call would have been answered differently.")).toHaveCount(0);
  await expect(page.getByText("There was no call in this period")).toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Replay again" }).click();
  await expect(page.getByText("Waiting for a worker")).toBeVisible();
  await cancel(page).click();
  await expect(cancel(page)).toHaveCount(0);
});

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

/** Takes the next replay of the server `steps` steps far, and goes on when it is let. */
function workerThatPauses(callsAtOnce: number, steps: number) {
  const { url }: { url: string } = JSON.parse(cli(server.data, ["config", "--database"]));
  const pool = openPool(url, { name: "worker", max: 3 });
  const step = replayStep({ pool, directory: directoryCache(pool) }, callsAtOnce);
  const [paused, goOn] = [gate(), gate()];
  let taken = 0;
  const ended = runNextJob({
    kind: "replay",
    sql: pool.sql,
    stopped: new AbortController().signal,
    report: (about, error) => {
      throw new Error(about, { cause: error });
    },
    step: async (job) => {
      if (taken++ === steps) {
        paused.open();
        await goOn.opened;
      }
      return step(job);
    },
  });
  return {
    /** Until it has come so far. */
    paused: paused.opened,
    /** Lets it go on, and waits until it has nothing more to do. */
    finish: async () => {
      goOn.open();
      await ended;
      await pool.close();
    },
  };
}

test("a replay that is cancelled in the middle says of how many calls it speaks, and counts no more", async ({
  page,
}) => {
  const calls = Array.from({ length: 300 }, (_, n) => ({
    id: `replayed-${n}`,
    type: "tool.call",
    time: new Date(Date.now() - 3_600_000 + n * 1_000).toISOString(),
    server: { name: "git" },
    tool: { name: "get" },
    caller: { evidence: "validated", iss: "https://idp.acme.example", sub: `00${n % 3}` },
    outcome: { status: "ok" },
  }));
  const records = file("calls.jsonl", calls.map((call) => JSON.stringify(call)).join("\n"));
  cli(server.data, ["import", "--format", "native", "--source", "gw", records]);
  const rule = { id: "all", subjects: ["anyone"], resources: ["tool:git/*"], effect: "allow" };
  const policy = file("policy.json", JSON.stringify({ rules: [rule] }));
  cli(server.data, ["policy", "publish", policy, "--reason", "a journey"]);

  await reviewDraft(page, "stopped in the middle");
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(page.getByText("Waiting for a worker")).toBeVisible();
  const worker = workerThatPauses(100, 2);
  await worker.paused;
  const bar = page.getByRole("progressbar", { name: "Replaying a draft" });
  await expect(bar).toHaveAttribute("aria-valuenow", "67");
  await expect(page.getByText("200 of 300 calls")).toBeVisible();
  const revoked = page.getByRole("button", { name: /^Revoked/ });
  await expect(revoked).toContainText("200");
  await expectAccessible(page);

  await cancel(page).click();
  const said = page.getByText(/^It was cancelled after 200 of 300 calls/);
  await expect(said).toBeVisible();
  await expect(bar).toHaveCount(0);
  await expectAccessible(page);
  await worker.finish();
  await page.reload();
  await expect(said).toBeVisible();
  await expect(revoked).toContainText("200");

  await page.getByRole("button", { name: "Replay again" }).click();
  await expect(page.getByText("Waiting for a worker")).toBeVisible();
  const whole = workerThatPauses(100, Number.POSITIVE_INFINITY);
  await whole.finish();
  await expect(revoked).toContainText("300");
  await expect(said).toHaveCount(0);
});
