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
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
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
