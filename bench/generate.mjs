// Fills a deployment with calls of 90 days: some truly ingested over HTTP, with the product's own
// verdicts, hashes and directory, the others copies of them placed by the rhythm of a company.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { pause, print } from "./deployment.mjs";
import { place } from "./place.mjs";
import { rhythm, timesOf } from "./rhythm.mjs";
import { send } from "./send.mjs";
import { directoryOf, sanctionedAccounts, traffic } from "./traffic.mjs";

const DAYS = 90;
/** Truly ingested, at most. */
const BASE = 120_000;
const BATCH = 500;
const CONNECTIONS = 4;

/** Fills an empty deployment of a gate and the rest. `until`: ms, the newest call's time. */
export async function generate(deployment, { calls, seed = 7, until }) {
  const { url } = deployment.database();
  const spans = rhythm({ seed, days: DAYS, until, calls });
  const base = Math.min(BASE, Math.ceil(calls / 8));
  await fillDirectory(deployment, url);
  // A re-judge of every name would go on beside the calls, for long.
  await settled(url);
  await ingest(deployment, { seed, base, times: timesOf(spans, seed + 1, base) });
  await settled(url);
  print({ bench: "generate", ingested: base });
  const left = rhythm({ seed, days: DAYS, until, calls: calls - base });
  // The worker has nothing to do with the copies.
  await deployment.stop("rest");
  await place(url, left, { seed, until });
  await deployment.start("rest");
}

async function fillDirectory(deployment, url) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  // As if two admins had agreed on them in the past.
  for (const { iss, sub, tools } of sanctionedAccounts())
    await sql`
      INSERT INTO sanction (id, ran_as, tools, callers, owner, reason, active_from, active_until, created_by)
      VALUES (${`san_${sub}`}, ${sql.json({ iss, sub })}, ${tools}, ${["anyone"]}, 'platform',
              'shared account of the server', now() - interval '200 days', now() + interval '100 days', 'bench')`;
  await sql.end();
  const folder = mkdtempSync(join(tmpdir(), "onbehalf-directory-"));
  try {
    for (const [kind, text] of Object.entries(directoryOf())) {
      const file = join(folder, `${kind}.csv`);
      writeFileSync(file, `${text}\n`);
      deployment.cli("directory", "import", `--${kind}`, file);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function ingest(deployment, { seed, base, times }) {
  const keys = ["gateway-eu", "gateway-us"].map((name) =>
    deployment.key(name, "events:write,events:backfill"),
  );
  const witness = deployment.key("token-service", "events:write,events:backfill,evidence:write");
  deployment.cli("sources", "set", "token-service", "--evidence-provider", "yes");
  const { make, contradictions } = traffic(seed + 2);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const post = async (key, events) => {
    const bytes = Buffer.from(JSON.stringify(events));
    const { status, answer } = await send(agent, deployment.base, key, bytes);
    if (answer?.stored !== events.length)
      throw new Error(`${status} ${JSON.stringify(answer)}`.slice(0, 400));
  };
  try {
    let n = 0;
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        while (n < base) {
          const count = Math.min(BATCH, base - n);
          const events = Array.from({ length: count }, (_, k) => make(n + k, times[n + k]));
          // Seven of ten through the first gateway.
          const key = keys[(n / BATCH) % 10 < 7 ? 0 : 1];
          n += count;
          await post(key, events);
        }
      }),
    );
    await post(witness, contradictions);
  } finally {
    agent.destroy();
  }
}

/** Until everything has its place in the sequence, and the verdict that directory and evidence give. */
async function settled(url) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  for (let quiet = 0; quiet < 5; await pause(400)) {
    const [{ n }] = await sql`
      SELECT ((SELECT count(*) FROM seal_pending) + (SELECT count(*) FROM rejudge_pending)
              + (SELECT count(*) FROM directory_change WHERE settled_at IS NULL))::int AS n`;
    quiet = n === 0 ? quiet + 1 : 0;
  }
  await sql.end();
}
