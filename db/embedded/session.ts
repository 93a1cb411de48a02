import { realpath } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { clusterDirOf } from "./cluster";
import { EmbeddedError } from "./error";
import type { Log } from "./log";
import type { Postmaster } from "./postmaster";
import { isAlive } from "./process-facts";
import type { EmbeddedState } from "./state";

/** A supervisor's own connection: it marks the server as in use and notices its end at once. */
export type Session = postgres.Sql;

/** The address for the application: a role that owns its database and is no superuser. */
export function urlOf(state: EmbeddedState, port: number): string {
  return `postgres://onbehalf:${state.password}@127.0.0.1:${port}/onbehalf`;
}

/**
 * Waits until the server answers, as long as its process lives (crash recovery can take minutes),
 * and opens a session. Answers null when the process ended instead. Throws `start_failed` when
 * another server answers there, or nothing does for five minutes.
 */
export async function openSession(
  state: EmbeddedState,
  { pid, port }: Postmaster,
  log: Log,
  onclose: () => void,
): Promise<Session | null> {
  const started = Date.now();
  let announced = started;
  while (Date.now() - started < 300_000) {
    const failure = await prepareDatabase(state, port);
    if (failure === null) {
      const session = connect(urlOf(state, port), onclose);
      await session`select 1`;
      return session;
    }
    if (!isAlive(pid)) return null;
    if (failure.fatal) throw new EmbeddedError("start_failed", failure.message);
    if (Date.now() - announced > 10_000) {
      announced = Date.now();
      log.info({ pid, port, reason: failure.message }, "Waiting for PostgreSQL to become ready");
    }
    await sleep(50);
  }
  throw new EmbeddedError("start_failed", `PostgreSQL (process ${pid}) did not become ready.`);
}

/** How many other sessions of ours the server has: other instances, the CLI, a pool still open. */
export async function countOthers(session: Session): Promise<number> {
  const [row] = await session<{ others: number }[]>`
    select count(*)::int as others from pg_stat_activity
    where application_name like 'onbehalf%' and pid <> pg_backend_pid()`;
  return row?.others ?? 0;
}

function connect(url: string, onclose?: () => void): Session {
  return postgres(url, {
    max: 1,
    max_lifetime: null,
    connect_timeout: 5,
    backoff: () => 0.2,
    onnotice: () => undefined,
    ...(onclose && { onclose }),
    connection: { application_name: "onbehalf supervisor" },
  });
}

type Failure = { message: string; fatal: boolean };

/** Makes the application's role and database when missing. Answers why that is not possible yet. */
async function prepareDatabase(state: EmbeddedState, port: number): Promise<Failure | null> {
  const owner = connect(`postgres://postgres:${state.ownerPassword}@127.0.0.1:${port}/postgres`);
  try {
    const [server] = await owner<{ folder: string }[]>`
      select current_setting('data_directory') as folder`;
    if (server?.folder !== (await realpath(clusterDirOf(state.home)))) {
      return { message: `Another PostgreSQL answers on port ${port}.`, fatal: true };
    }
    const [made] = await owner<{ role: boolean; database: boolean }[]>`
      select exists (select from pg_roles where rolname = 'onbehalf') as role,
             exists (select from pg_database where datname = 'onbehalf') as database`;
    // Utility statements take no parameters; the password is base64url of our own making.
    if (!made?.role) {
      await owner.unsafe(
        `create role onbehalf login createdb password '${state.password}' in role pg_monitor, pg_checkpoint`,
      );
    }
    if (!made?.database) await owner.unsafe("create database onbehalf owner onbehalf");
    return null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    const message = error instanceof Error ? error.message : String(error);
    return { message, fatal: code === "28P01" };
  } finally {
    await owner.end({ timeout: 1 }).catch(() => undefined);
  }
}
