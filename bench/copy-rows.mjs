// The yardstick of ingest: two COPY streams of rows that were ingested, by postgres.js, into the
// same tables with the same indexes in a database of its own.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import postgres from "postgres";
import { round } from "./deployment.mjs";

const TABLES = ["call", "payload", "payload_raw"];
const CHUNK = 5_000;

/** Events a second that the two streams reach with the last `events` stored ones. */
export async function copyRows(deployment, events) {
  const { url } = deployment.database();
  const source = postgres(url, { max: 1, onnotice: () => {} });
  const name = `yardstick_${process.pid}`;
  await source.unsafe(`CREATE DATABASE ${name}`);
  const target = url.replace(/\/[^/?]+(\?|$)/, `/${name}$1`);
  try {
    migrate(target);
    const sql = postgres(target, { max: 2, onnotice: () => {} });
    for (const table of [...TABLES, "gateway_event"]) {
      await sql.unsafe(
        `CREATE TABLE ${table}_all PARTITION OF ${table} FOR VALUES FROM (minvalue) TO (maxvalue)`,
      );
    }
    const rows = {};
    for (const table of TABLES) rows[table] = await readRows(source, table, events);
    const half = Math.ceil(rows.call.length / 2);
    const started = performance.now();
    await Promise.all([copyAll(sql, rows, 0, half), copyAll(sql, rows, half, rows.call.length)]);
    const seconds = (performance.now() - started) / 1000;
    const [{ n }] = await sql`SELECT count(*)::int AS n FROM call`;
    if (n !== rows.call.length) throw new Error(`the yardstick copied ${n} of ${rows.call.length}`);
    await sql.end();
    return round(n / seconds);
  } finally {
    await source.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
    await source.end();
  }
}

async function copyAll(sql, rows, from, to) {
  for (let at = from; at < to; at += CHUNK) {
    for (const table of TABLES) {
      const lines = rows[table].slice(at, Math.min(at + CHUNK, to));
      const stream = await sql`COPY ${sql(table)} FROM STDIN`.writable();
      const done = once(stream, "finish");
      for (let n = 0; n < lines.length; n += 100) {
        const bytes = Buffer.from(`${lines.slice(n, n + 100).join("\n")}\n`);
        if (!stream.write(bytes)) await once(stream, "drain");
      }
      stream.end();
      await done;
    }
  }
}

/** Rows in COPY's text form, in the order in which they were stored. */
async function readRows(sql, table, events) {
  const stream = await sql
    .unsafe(
      `COPY (SELECT t.* FROM ${table} t JOIN (SELECT batch_id, batch_pos FROM call
             ORDER BY batch_id DESC, batch_pos DESC LIMIT ${events}) c USING (batch_id, batch_pos)
             ORDER BY batch_id, batch_pos) TO STDOUT`,
    )
    .readable();
  const chunks = [];
  // Flowing: the driver can lose the end of a paused stream.
  stream.on("data", (chunk) => chunks.push(chunk));
  await once(stream, "end");
  return Buffer.concat(chunks).toString("utf8").trimEnd().split("\n");
}

function migrate(url) {
  const env = { ...process.env, DATABASE_URL: url, ONBEHALF_SECRET: "00".repeat(32) };
  const run = spawnSync(process.execPath, ["dist/cli.mjs", "migrate"], { env, encoding: "utf8" });
  if (run.status !== 0) throw new Error(run.stderr);
}
