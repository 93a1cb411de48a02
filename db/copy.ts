// COPY … FROM STDIN in PostgreSQL's binary form: the fastest way in, with exact types.
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
  await sendCopy(tx, `COPY ${table} (${names}) FROM STDIN (FORMAT binary)`, encode(columns, rows));
}

/**
 * The driver settles a COPY's promise when it may begin, and drops what is refused afterwards:
 * it still calls the query's `reject`, which is how a refusal or a lost connection is heard of.
 */
async function sendCopy(
  tx: postgres.TransactionSql,
  statement: string,
  bytes: Buffer,
): Promise<void> {
  const query = tx.unsafe(statement);
  const refused = new Promise<never>((_, reject) => {
    const settle: unknown = Reflect.get(query, "reject");
    Reflect.set(query, "reject", (error: unknown) => {
      reject(error);
      if (typeof settle === "function") settle(error);
    });
  });
  refused.catch(() => {});
  const stream = await query.writable();
  const finished = new Promise<void>((resolve, reject) => {
    stream.once("finish", resolve).once("error", reject);
  });
  stream.end(bytes);
  await Promise.race([finished, refused]);
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
