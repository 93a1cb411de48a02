// Every process that uses the secret holds a shared lock; a rotation needs it alone.
import postgres from "postgres";

const SECRET_LOCK = 0x0b_5ec7;
const LOOK_EVERY_MS = 5_000;
const AGAIN_AFTER_MS = 1_000;

export type Presence = {
  /** Says which secret this process uses, once it has found out that it is the one in force. */
  uses: (fingerprint: string) => void;
  close: () => Promise<void>;
};

/**
 * Waits until no rotation is under way and marks this process as one that uses the secret. When the
 * connection was lost and another secret is in force afterwards, `rotated` is told: the process
 * must end.
 */
export async function holdPresence(url: string, rotated: () => void): Promise<Presence> {
  let mine: string | undefined;
  let closed = false;
  let looking: Promise<void> | null = null;
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    connect_timeout: 5,
    onnotice: () => {},
    onclose: () => void look(),
    connection: { application_name: "onbehalf/presence" },
  });
  await hold(sql).catch(async (error: unknown) => {
    closed = true;
    await sql.end({ timeout: 0 });
    throw error;
  });
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  timer.unref();
  return {
    uses: (fingerprint) => {
      mine = fingerprint;
    },
    close: async () => {
      closed = true;
      clearInterval(timer);
      await sql.end({ timeout: 1 });
    },
  };

  /** Also takes the lock again where a new connection has lost it. */
  function look(): Promise<void> {
    return (looking ??= lookNow().finally(() => (looking = null)));
  }

  async function lookNow(): Promise<void> {
    if (closed) return;
    try {
      await hold(sql);
      const [row] = await sql<{ fingerprint: string }[]>`
        SELECT secret_fingerprint AS fingerprint FROM deployment`;
      if (row && mine !== undefined && row.fingerprint !== mine) rotated();
    } catch {
      // The database is away, which others report; this process has no say until it is back.
      if (!closed) setTimeout(() => void look(), AGAIN_AFTER_MS).unref();
    }
  }
}

/** Taken once a connection, however often it is asked for. */
async function hold(sql: postgres.Sql): Promise<void> {
  await sql`
    SELECT pg_advisory_lock_shared(${SECRET_LOCK}) WHERE NOT EXISTS (
      SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()
        AND objid = ${SECRET_LOCK} AND granted)`;
}

/**
 * Runs something while no process uses the secret; those that start wait for its end. Answers how
 * many do use it instead when it cannot run.
 */
export async function whileUnused<T>(
  sql: postgres.Sql,
  run: () => Promise<T>,
): Promise<{ done: T } | { users: number }> {
  const [row] = await sql<{ alone: boolean }[]>`
    SELECT pg_try_advisory_lock(${SECRET_LOCK}) AS alone`;
  if (!row?.alone) return { users: await countUsers(sql) };
  try {
    return { done: await run() };
  } finally {
    await sql`SELECT pg_advisory_unlock(${SECRET_LOCK})`;
  }
}

async function countUsers(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE l.locktype = 'advisory' AND l.objid = ${SECRET_LOCK} AND l.granted
      AND d.datname = current_database()`;
  return row?.n ?? 0;
}
