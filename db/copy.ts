// COPY … FROM STDIN in PostgreSQL's binary form: the fastest way in, with exact types.
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type postgres from "postgres";

/** What a column holds; `instant` is microseconds since the Unix epoch. */
type Kinds = {
  int: number;
  bigint: number;
  float: number;
  text: string;
  bytes: Uint8Array;
  instant: number;
};

type ColumnOf<Row, Kind extends keyof Kinds> = readonly [
  name: string,
  kind: Kind,
  of: (row: Row) => Kinds[Kind] | null | undefined,
];
export type Column<Row> = { [Kind in keyof Kinds]: ColumnOf<Row, Kind> }[keyof Kinds];

/**
 * Adds the rows by one COPY, in order. Throws what PostgreSQL refuses them with; the transaction
 * is then over. `table` and column names come from our own code only.
 */
export async function copyRows<Row>(
  tx: postgres.TransactionSql,
  table: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = columns.map(([name]) => name).join(", ");
  await sendCopy(tx, `COPY ${table} (${names}) FROM STDIN (FORMAT binary)`, [
    encode(columns, rows),
  ]);
}

/** Runs a `COPY … FROM STDIN` with these bytes. Throws what PostgreSQL refuses them with. */
export async function sendCopy(
  sql: postgres.Sql | postgres.TransactionSql,
  statement: string,
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
): Promise<void> {
  const query = sql.unsafe(statement);
  const refused = new Promise<never>((_, reject) => onRefusal(query, reject));
  refused.catch(() => {});
  const finished = pipeline(pieces, await query.writable());
  finished.catch(() => {});
  await Promise.race([finished, refused]);
}

/**
 * The bytes of a `COPY … TO STDOUT`, as fast as they are taken. The driver pauses its socket when
 * the stream is full and resumes it when the stream asks for more, which an ended one never does.
 */
export async function* readCopy(
  sql: postgres.Sql | postgres.TransactionSql,
  statement: string,
): AsyncGenerator<Buffer> {
  const query = sql.unsafe(statement);
  const seen: { stream?: Readable; error?: Error } = {};
  onRefusal(query, (error) => {
    seen.error = error;
    seen.stream?.destroy(error);
  });
  seen.stream = await query.readable();
  try {
    if (seen.error) throw seen.error;
    for await (const data of seen.stream) if (Buffer.isBuffer(data)) yield data;
  } finally {
    // oxlint-disable-next-line no-underscore-dangle -- Node's own name for it.
    seen.stream._read(0);
  }
}

/**
 * The driver settles a COPY's promise when it may begin, and drops what goes wrong afterwards: it
 * still calls the query's `reject`, which is how a refusal or a lost connection is heard of.
 */
function onRefusal(query: object, heard: (error: Error) => void): void {
  const settle: unknown = Reflect.get(query, "reject");
  Reflect.set(query, "reject", (error: unknown) => {
    heard(error instanceof Error ? error : new Error(String(error)));
    if (typeof settle === "function") settle(error);
  });
}

const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const UNIX_TO_2000 = 946_684_800_000_000;
const TWO_32 = 2 ** 32;

function encode<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Buffer {
  const out = new Output();
  out.bytes(SIGNATURE);
  for (const row of rows) {
    out.int16(columns.length);
    for (const column of columns) writeField(out, column, row);
  }
  out.int16(-1);
  return out.done();
}

function writeField<Row>(out: Output, [, kind, of]: Column<Row>, row: Row): void {
  const value = of(row);
  if (value === null || value === undefined) return out.int32(-1);
  if (typeof value === "string") return out.text(value);
  if (typeof value !== "number") {
    out.int32(value.length);
    return out.bytes(value);
  }
  if (kind === "int") {
    out.int32(4);
    return out.int32(value);
  }
  out.int32(8);
  if (kind === "float") return out.float64(value);
  out.int64(kind === "instant" ? value - UNIX_TO_2000 : value);
}

/** A buffer that grows. */
class Output {
  #buffer = Buffer.allocUnsafe(256 * 1024);
  #at = 0;

  int16(value: number): void {
    this.#room(2);
    this.#at = this.#buffer.writeInt16BE(value, this.#at);
  }

  int32(value: number): void {
    this.#room(4);
    this.#at = this.#buffer.writeInt32BE(value, this.#at);
  }

  /** A safe integer. */
  int64(value: number): void {
    this.#room(8);
    const high = Math.floor(value / TWO_32);
    this.#at = this.#buffer.writeInt32BE(high, this.#at);
    this.#at = this.#buffer.writeUInt32BE(value - high * TWO_32, this.#at);
  }

  float64(value: number): void {
    this.#room(8);
    this.#at = this.#buffer.writeDoubleBE(value, this.#at);
  }

  bytes(value: Uint8Array): void {
    this.#room(value.length);
    this.#buffer.set(value, this.#at);
    this.#at += value.length;
  }

  /** Length and UTF-8, which takes at most three bytes a UTF-16 unit. */
  text(value: string): void {
    this.#room(4 + value.length * 3);
    const length = this.#buffer.write(value, this.#at + 4, "utf8");
    this.#buffer.writeInt32BE(length, this.#at);
    this.#at += 4 + length;
  }

  done(): Buffer {
    return this.#buffer.subarray(0, this.#at);
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + bytes));
    larger.set(this.#buffer.subarray(0, this.#at));
    this.#buffer = larger;
  }
}
