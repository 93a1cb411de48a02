import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { DomainError } from "../errors";

const records = z.array(
  z.object({ info: z.object({ lines: z.number() }), record: z.record(z.string(), z.string()) }),
);

/** Rows of a CSV with a header, each with its line. Throws `invalid` naming the broken line. */
export function readCsv(text: string): { line: number; cells: Record<string, string> }[] {
  try {
    const parsed: unknown = parse(text, {
      bom: true,
      columns: columnsOf,
      info: true,
      skip_empty_lines: true,
      trim: true,
    });
    return records.parse(parsed).map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DomainError(
      "invalid",
      `line ${String(error["lines"])}: ${error.message}. Nothing was changed.`,
    );
  }
}

/** Throws `invalid` for a header that would lose a column. */
function columnsOf(header: string[]): string[] {
  const names = header.map((name) => name.trim().toLowerCase());
  const twice = names.find((name, n) => names.indexOf(name) < n);
  const lost = names.find((name) => name === "__proto__");
  if (twice === undefined && lost === undefined) return names;
  const why = lost === undefined ? `the column ${twice} stands twice` : `unknown column ${lost}`;
  throw new DomainError("invalid", `line 1: ${why}. Nothing was changed.`);
}
