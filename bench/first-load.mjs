// The calls page in a browser, as built for production, over many calls: when the first page stands,
// what it loads, what scrolling through all of them costs, and how soon a live list shows an event
// that was acknowledged. One JSON line a result.
//   node bench/first-load.mjs [--calls 100000] [--port 3980] [--loads 5] [--events 60]
import { Agent } from "node:http";
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { staleParts } from "../scripts/stamp.mjs";
import { startDeployment } from "./deployment.mjs";
import { event, random } from "./events.mjs";
import { fill } from "./fill.mjs";
import { measureLive } from "./first-load/live.mjs";
import { measureLoad } from "./first-load/load.mjs";
import { measureScroll } from "./first-load/scroll.mjs";
import { send } from "./send.mjs";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "100000" },
    port: { type: "string", default: "3980" },
    loads: { type: "string", default: "5" },
    events: { type: "string", default: "60" },
  },
});
const number = (name) => Number(values[name]);
/** So that the copies of `fill.mjs`, 22 hours apart, reach over 90 days. */
const BASE = Math.ceil(number("calls") / 98);
const BATCH = 500;
const EMAIL = "bench@acme.example";
const PASSWORD = "correct horse battery staple";

if (staleParts(["pages"]).length > 0)
  throw new Error("the pages are not of this source: npm run build");
const deployment = await startDeployment({
  name: "first-load",
  port: number("port"),
  processes: { server: "gate,console,worker" },
});
const agent = new Agent({ keepAlive: true });
const next = random(7);
const start = Date.now();
const browser = await chromium.launch({
  ...(process.env.ONBEHALF_BROWSER && { executablePath: process.env.ONBEHALF_BROWSER }),
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const key = deployment.key("bench", "events:write,events:backfill");
  for (let n = 0; n < BASE; n += BATCH)
    await post(
      key,
      (i) => event(next, `e-${n + i}`, start - Math.floor(next() * 22 * 3_600_000)),
      Math.min(BATCH, BASE - n),
    );
  const calls = await fill(deployment.database().url, number("calls"), (weeks) =>
    post(key, (n) => event(next, `week-${n}`, start - (n + 1) * 7 * 86_400_000), weeks),
  );
  deployment.cliWith(
    PASSWORD,
    "users",
    "create",
    "--email",
    EMAIL,
    "--role",
    "viewer",
    "--password",
    "-",
  );
  await measureLoad({ newPage, calls, loads: number("loads") });
  await measureScroll({ newPage, calls });
  await measureLive({
    newPage,
    events: number("events"),
    next,
    post: (make) => post(key, make, 1),
  });
} finally {
  await browser.close();
  agent.destroy();
  await deployment.remove();
}

/** A page of a context of its own, whose cache is empty, signed in as a viewer. */
async function newPage() {
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

async function post(key, make, count) {
  const events = Array.from({ length: count }, (_, n) => make(n));
  const body = Buffer.from(JSON.stringify(events));
  const { status, answer } = await send(agent, deployment.base, key, body);
  if (status !== 200 || answer.stored !== count)
    throw new Error(`${status} ${JSON.stringify(answer)}`.slice(0, 300));
}
