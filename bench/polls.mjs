// Gateways that wait for people: many long polls at once, what they cost while nobody decides, how
// soon each is answered once something is settled, and whether a restart loses any.
//   node bench/polls.mjs [--polls 2000] [--approvals 200] [--seconds 60] [--port 3970]
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { parseArgs } from "node:util";
import { cpuOf } from "./cpu.mjs";
import { pause, print, round, startDeployment } from "./deployment.mjs";

const { values } = parseArgs({
  options: {
    polls: { type: "string", default: "2000" },
    approvals: { type: "string", default: "200" },
    seconds: { type: "string", default: "60" },
    port: { type: "string", default: "3970" },
  },
});
const POLLS = Number(values.polls);
const CALLERS = Number(values.approvals);
const SECONDS = Number(values.seconds);
const RULE = { id: "ask", subjects: ["anyone"], resources: ["tool:bench/*"], effect: "ask" };

const deployment = await startDeployment({ name: "polls", port: Number(values.port) });
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
try {
  const key = deployment.key("bench", "decisions:evaluate,approvals:request");
  const document = JSON.stringify({ rules: [RULE] });
  deployment.cliWith(document, "policy", "publish", "-", "--reason", "polls");
  await pause(2_000);
  await costOfWaiting(key);
  await restart(key);
} finally {
  agent.destroy();
  await deployment.remove();
}

/** Nobody decides for a while; then all are taken back, one after the other. */
async function costOfWaiting(key) {
  const ids = await held(key, CALLERS, "waiting");
  const before = memory();
  const polls = Array.from({ length: POLLS }, (_, n) => settledOf(key, ids[n % ids.length]));
  await pause(5_000);
  const opened = { memory: memory(), cpu: cpuOf(deployment.pid()), at: performance.now() };
  await pause(SECONDS * 1_000);
  const cpu = cpuOf(deployment.pid()) - opened.cpu;
  const seconds = (performance.now() - opened.at) / 1_000;
  const stayed = memory();
  const settledAt = new Map();
  for (const id of ids) {
    await settle(key, id);
    settledAt.set(id, performance.now());
  }
  const answers = await Promise.all(polls);
  const late = answers.map(({ id, at }) => Math.max(0, at - settledAt.get(id)));
  late.sort((a, b) => a - b);
  print({
    bench: "polls",
    polls: POLLS,
    approvals: ids.length,
    megabytes: { before, opened: opened.memory, after: stayed },
    cpuPercent: round((cpu / seconds) * 100),
    milliseconds: { p50: at(late, 0.5), p99: at(late, 0.99), most: at(late, 1) },
    goal: 1_000,
    notCancelled: answers.filter(({ status }) => status !== "cancelled").length,
  });
}

/** The process ends while all are open; whoever waited asks the next one, until it is settled. */
async function restart(key) {
  const ids = await held(key, CALLERS, "restart");
  const polls = Array.from({ length: POLLS }, (_, n) => settledOf(key, ids[n % ids.length]));
  await pause(3_000);
  const from = performance.now();
  await deployment.stop("server");
  const down = performance.now() - from;
  await deployment.start("server");
  for (const id of ids) await settle(key, id);
  const answers = await Promise.all(polls);
  print({
    bench: "polls",
    what: "a restart while all are open",
    polls: POLLS,
    stopMilliseconds: round(down),
    lost: answers.filter(({ status }) => status !== "cancelled").length,
    askedAgain: answers.filter(({ asked }) => asked > 1).length,
  });
}

/** Public ids of calls that wait for people, of a caller each. */
async function held(key, count, what) {
  const ids = [];
  for (let n = 0; n < count; n += 1) {
    const question = {
      subject: { type: "user", id: `${what}-${n}`, properties: { iss: "https://idp.example" } },
      action: { name: "tools/call" },
      resource: { type: "tool", id: "bench/purge" },
      context: { arguments: { n } },
    };
    const asked = await call(key, "POST", "/access/v1/evaluation", question);
    const denial = { evaluation_id: asked.body.context.evaluation_id };
    const made = await call(key, "POST", "/access/v1/requests", { ...question, denial });
    if (made.status !== 202) throw new Error(JSON.stringify(made));
    ids.push(made.body.task.id);
  }
  return ids;
}

/** Polls as a gateway does until it is settled, whatever happens to the connection. */
async function settledOf(key, id) {
  for (let asked = 1; ; asked += 1) {
    try {
      const { body } = await call(key, "GET", `/access/v1/requests/${id}?wait=60`);
      const { status } = body.task;
      if (status !== "pending") return { id, status, asked, at: performance.now() };
    } catch {
      await pause(200);
    }
  }
}

async function settle(key, id) {
  const { status, body } = await call(key, "POST", `/access/v1/requests/${id}/cancel`, {});
  if (status !== 200) throw new Error(JSON.stringify(body));
}

function call(key, method, path, body) {
  const headers = { authorization: `Bearer ${key}` };
  if (body !== undefined) headers["content-type"] = "application/json";
  return new Promise((resolve, reject) => {
    const sent = request(deployment.base + path, { method, agent, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk)).on("error", reject);
      response.on("end", () => {
        try {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode, body: JSON.parse(text) });
        } catch (error) {
          reject(error);
        }
      });
    });
    sent.on("error", reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Megabytes that the process has in memory. */
function memory() {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(
    readFileSync(`/proc/${deployment.pid()}/status`, "utf8"),
  );
  return Math.round(Number(kilobytes) / 1024);
}

function at(sorted, share) {
  return round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
}
