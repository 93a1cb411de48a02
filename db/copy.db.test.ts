import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openPool, type Pool } from "./client";
import { type Column, copyRows, readCopy } from "./copy";
import { createTestDatabase } from "./testing/database";

type Row = { id: number; name: string | null; at?: number; share?: number; bytes?: Buffer };

const COLUMNS: readonly Column<Row>[] = [
  ["id", "bigint", (row) => row.id],
  ["name", "text", (row) => row.name],
  ["at", "instant", (row) => row.at],
  ["share", "float", (row) => row.share],
  ["bytes", "bytes", (row) => row.bytes],
];

let pool: Pool;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  pool = openPool(database.url, { name: "test", max: 2 });
  drop = database.drop;
  await pool.sql`
    CREATE TABLE copied (id bigint PRIMARY KEY, name text, at timestamptz, share float8, bytes bytea)`;
});

afterAll(async () => {
  await pool.close();
  await drop();
});

const copy = (rows: readonly Row[]) =>
  pool.sql.begin((tx) => copyRows(tx, "copied", COLUMNS, rows));

describe("copyRows", () => {
  test("stores every type exactly", async () => {
    const name = 'tab\t newline\n quote" back\\slash ü 😀';
    await copy([
      { id: -1, name: null },
      {
        id: Number.MAX_SAFE_INTEGER,
        name,
        at: Date.UTC(1999, 11, 31) * 1000 + 7,
        share: 0.1,
        bytes: Buffer.of(0, 255),
      },
    ]);
    const rows = await pool.sql`
      SELECT id::text, name, to_char(at, 'YYYY-MM-DD HH24:MI:SS.US') AS at, share::text,
             encode(bytes, 'hex') AS bytes FROM copied ORDER BY id`;
    expect([...rows]).toEqual([
      { id: "-1", name: null, at: null, share: null, bytes: null },
      {
        id: "9007199254740991",
        name,
        at: "1999-12-31 00:00:00.000007",
        share: "0.1",
        bytes: "00ff",
      },
    ]);
  });

  test("grows with its rows", async () => {
    await copy(Array.from({ length: 300 }, (_, n) => ({ id: n + 1, name: "x".repeat(5_000) })));
    const [row] = await pool.sql`SELECT count(*)::int AS n FROM copied WHERE length(name) = 5000`;
    expect(row?.["n"]).toBe(300);
  });

  test("throws PostgreSQL's reason when it refuses the rows, and leaves nothing behind", async () => {
    const refused = copy([
      { id: 1_000, name: "new" },
      { id: 1, name: "there already" },
    ]);
    await expect(refused).rejects.toMatchObject({ code: "23505" });
    const rows = await pool.sql`SELECT 1 FROM copied WHERE id = 1000`;
    expect(rows.length).toBe(0);
  });

  // Without patches/postgres+3.4.9.patch the ROLLBACK on a dead connection ends the process, or is
  // answered with what the next query asked for.
  test("a transaction whose connection died fails alone, and the pool goes on", async () => {
    for (let n = 0; n < 5; n += 1) {
      const ended = pool.sql.begin(async (tx) => {
        const [own] = await tx<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
        await pool.sql`SELECT pg_terminate_backend(${own?.pid ?? 0})`;
        await tx`SELECT 1`;
      });
      await expect(ended).rejects.toThrow();
    }
    const answers = Array.from({ length: 8 }, async (_, n) => {
      const [row] = await pool.sql<{ n: number }[]>`SELECT ${n}::int AS n`;
      return row?.n;
    });
    expect(await Promise.all(answers)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("a transaction whose connection died writes nothing more, also over the new connection", async () => {
    let late: Promise<unknown> = Promise.resolve();
    const ended = pool.sql.begin(async (tx) => {
      const [own] = await tx<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      await pool.sql`SELECT pg_terminate_backend(${own?.pid ?? 0})`;
      await Promise.all(Array.from({ length: 8 }, () => pool.sql`SELECT pg_sleep(0.05)`));
      late = tx`INSERT INTO copied (id) VALUES (4000)`.execute();
      await late;
    });
    await expect(ended).rejects.toThrow();
    await vi.waitFor(() => expect(late).rejects.toThrow());
    const rows = await pool.sql`SELECT 1 FROM copied WHERE id = 4000`;
    expect(rows).toHaveLength(0);
  });

  test("throws when the connection ends on the way, and the pool goes on", async () => {
    const ended = pool.sql.begin(async (tx) => {
      const [own] = await tx<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      await pool.sql`SELECT pg_terminate_backend(${own?.pid ?? 0})`;
      await copyRows(tx, "copied", COLUMNS, [{ id: 2_000, name: "late" }]);
    });
    await expect(ended).rejects.toThrow();
    await copy([{ id: 3_000, name: "after" }]);
  });
});

describe("readCopy", () => {
  const read = async (statement: string) => {
    let bytes = 0;
    await pool.sql.begin(async (tx) => {
      for await (const piece of readCopy(tx, statement)) bytes += piece.length;
    });
    return bytes;
  };

  test("gives all bytes, one statement after the other on one connection", async () => {
    const statement = "COPY (SELECT repeat('x', 999) FROM generate_series(1, 5000)) TO STDOUT";
    for (let n = 0; n < 3; n += 1) expect(await read(statement)).toBe(5_000_000);
  });

  test("throws what PostgreSQL meets half-way, and the pool goes on", async () => {
    const broken =
      "COPY (SELECT repeat('x', 999), 1 / (n - 4000) FROM generate_series(1, 5000) n) TO STDOUT";
    await expect(read(broken)).rejects.toThrow("division by zero");
    expect(await read("COPY (SELECT 1) TO STDOUT")).toBe(2);
  });
});
