// The matrix of permissions in a browser, as built for production: what the API takes, when it
// stands, what scrolling both ways costs, and how soon a key shows. One JSON line a result.
//   node bench/matrix.mjs [--tools 2000] [--columns 50] [--port 3985]
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import postgres from "postgres";
import { staleParts } from "../scripts/stamp.mjs";
import { print, round, startDeployment } from "./deployment.mjs";
import { watch } from "./first-load/watch.mjs";

const { values } = parseArgs({
  options: {
    tools: { type: "string", default: "2000" },
    columns: { type: "string", default: "50" },
    port: { type: "string", default: "3985" },
  },
});
const number = (name) => Number(values[name]);
const SERVERS = 40;
const EMAIL = "bench@acme.example";
const PASSWORD = "correct horse battery staple";

if (staleParts(["pages"]).length > 0)
  throw new Error("the pages are not of this source: npm run build");
const deployment = await startDeployment({
  name: "matrix",
  port: number("port"),
  processes: { server: "gate,console,worker" },
});
const browser = await chromium.launch({
  ...(process.env.ONBEHALF_BROWSER && { executablePath: process.env.ONBEHALF_BROWSER }),
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  await fill(deployment.database().url);
  deployment.cliWith(policy(), "policy", "publish", "-", "--reason", "a measurement");
  const user = ["users", "create", "--email", EMAIL, "--role", "admin", "--password", "-"];
  deployment.cliWith(PASSWORD, ...user);
  const page = await signedIn();
  await measureApi(page);
  await measureScroll(page);
  await measureEdits(page);
} finally {
  await browser.close();
  await deployment.remove();
}

/** Tools, groups with people, and calls of 30 days of every tool by somebody. */
async function fill(url) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const [tools, groups] = [number("tools"), number("columns") - 1];
  await sql`INSERT INTO server (name) SELECT 'server-' || n FROM generate_series(1, ${SERVERS}) n`;
  await sql`INSERT INTO tool (server_id, name, risk)
    SELECT s.id, 'tool_' || n, (ARRAY['read', 'write', 'destructive'])[n % 3 + 1]
    FROM server s CROSS JOIN generate_series(1, ${Math.ceil(tools / SERVERS)}) n`;
  await sql`INSERT INTO catalog_server (server_id) SELECT id FROM server`;
  await sql`INSERT INTO catalog_tool (tool_id, server_id, state, first_seen_at, last_seen_at)
    SELECT id, server_id, 'allowed', now(), now() FROM tool`;
  await sql`INSERT INTO person (slug) SELECT 'person-' || n FROM generate_series(1, ${groups * 10}) n`;
  await sql`INSERT INTO person_group (name, person_id, provenance)
    SELECT 'group-' || lpad((id % ${groups})::text, 2, '0'), id, 'manual' FROM person`;
  await sql`INSERT INTO principal (public_id, iss, sub, person_id, link_provenance, linked_at)
    SELECT 'pri_' || id, 'https://idp.example', slug, id, 'manual', now() FROM person`;
  await sql`INSERT INTO path (caller_id, client_id, source_id, server_id, ran_as_id, credential_id)
    SELECT p.id, 0, 1, 0, CASE WHEN p.id % 4 = 0 THEN 1 ELSE p.id END, 0 FROM principal p`;
  await sql`INSERT INTO rollup_day (day, path_id, tool_id, verdict, outcome, decision, n)
    SELECT date_trunc('day', now(), 'UTC') - d * interval '1 day', path.id, t.id, 'match', 'ok', '', 1
    FROM tool t JOIN path ON path.id % 20 = t.id % 20 CROSS JOIN generate_series(0, 27, 9) d`;
  await sql`UPDATE deployment SET directory_version = directory_version + 1`;
  await sql`ANALYZE`;
  const [{ rows }] = await sql`SELECT count(*)::int AS rows FROM rollup_day`;
  print({ bench: "matrix-fill", tools, columns: groups + 1, rollupRows: rows });
  await sql.end();
}

/** A thousand rules by glob and by name, a fifth with a condition, and 20 of the matrix. */
function policy() {
  const group = (n) => `group:group-${String(n % (number("columns") - 1)).padStart(2, "0")}`;
  const rules = Array.from({ length: 1_000 }, (_, n) => ({
    id: `r${n}`,
    subjects: [group(n)],
    resources: [`tool:server-${(n % SERVERS) + 1}/tool_${n % 3 === 0 ? `${n % 9}*` : n % 50}`],
    effect: ["allow", "ask", "deny"][n % 3],
    ...(n % 5 === 0 && { when: { runAs: ["caller"] } }),
  }));
  const own = Array.from({ length: 20 }, (_, n) => ({
    id: `m${n}`,
    origin: "matrix",
    subjects: [group(n)],
    resources: Array.from(
      { length: 50 },
      (__, at) => `tool:server-${(at % SERVERS) + 1}/tool_${at}`,
    ),
    effect: "allow",
  }));
  return JSON.stringify({ rules: [...rules, ...own] }, null, 1);
}

async function signedIn() {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    baseURL: `http://localhost:${number("port")}`,
  });
  const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json();
  const form = { csrfToken, email: EMAIL, password: PASSWORD, json: "true" };
  const answer = await context.request.post("/api/auth/callback/credentials", { form });
  if (!answer.ok()) throw new Error(`signing in: ${answer.status()}`);
  return context.newPage();
}

async function measureApi(page) {
  for (const path of ["/api/v1/policy/matrix", "/api/v1/policy/matrix/usage"]) {
    const times = [];
    let bytes = 0;
    for (let n = 0; n < 5; n += 1) {
      const began = performance.now();
      const answer = await page.request.get(path);
      bytes = (await answer.body()).length;
      if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`);
      times.push(performance.now() - began);
    }
    const sorted = times.toSorted((a, b) => a - b);
    print({ bench: "matrix-api", path, medianMs: round(sorted[2]), kB: round(bytes / 1000) });
  }
}

async function measureScroll(page) {
  await page.goto("/permissions/matrix", { waitUntil: "networkidle" });
  const grid = page.getByRole("grid");
  await grid.waitFor();
  const cells = await page.getByRole("gridcell").count();
  await page.getByText("30 days").first().waitFor();
  await page.evaluate(watch);
  await page.mouse.move(800, 500);
  const began = performance.now();
  for (const [x, y] of [
    [0, 1_200],
    [900, 0],
    [0, -1_200],
    [-900, 0],
    [400, 700],
  ]) {
    let before;
    do {
      before = await place(grid);
      await page.mouse.wheel(x, y);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));
    } while ((await place(grid)) !== before);
  }
  const { tasks, frames } = await page.evaluate(() => window.bench);
  print({
    bench: "matrix-scroll",
    cellsDrawn: cells,
    seconds: round((performance.now() - began) / 1000),
    longestTaskMs: Math.max(0, ...tasks),
    tasksOver50Ms: tasks.length,
    tasksOver200Ms: tasks.filter((ms) => ms > 200).length,
    frames: frames.all,
    framesOver50Ms: frames.late,
    // On a busy machine a task is as long as it has to wait.
    loadAverage: round(loadavg()[0]),
  });
}

function place(grid) {
  return grid.evaluate(({ scrollTop, scrollLeft }) => `${scrollTop} ${scrollLeft}`);
}

/** From the key until the cell says so, in a draft. */
async function measureEdits(page) {
  const grid = page.getByRole("grid");
  await grid.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("d");
  await page.waitForURL(/drafts/);
  await grid.waitFor();
  await grid.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  const times = [];
  for (let n = 0; n < 10; n += 1) {
    await page.keyboard.press("ArrowDown");
    const id = await grid.getAttribute("aria-activedescendant");
    const before = await page.locator(`#${id}`).getAttribute("aria-label");
    const began = performance.now();
    await page.keyboard.press(before.includes("Deny, set") ? "Backspace" : "d");
    await page.waitForFunction(
      ([of, was]) => document.getElementById(of)?.getAttribute("aria-label") !== was,
      [id, before],
    );
    times.push(performance.now() - began);
  }
  const sorted = times.toSorted((a, b) => a - b);
  print({ bench: "matrix-edit", medianMs: round(sorted[5]), worstMs: round(sorted[9]) });
}
