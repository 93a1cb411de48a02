import { Command } from "commander";
import { z } from "zod";
import { type CommandContext, parseInput } from "../../lib/access/command";
import { version } from "../../package.json";
import { readCalls } from "../../lib/calls/query";
import type { CallRow } from "../../lib/calls/view";
import { lineFormat } from "../../lib/exports/formats";
import { EXPORT_FORMATS } from "../../lib/exports/model";
import { markedText } from "../../lib/hostile-text";
import { print } from "./print";
import { typedRange } from "./typed-range";
import { withContainer } from "./with-container";

const PAGE = 200;

const options = z.object({
  q: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
  format: z.enum(["table", ...EXPORT_FORMATS]),
  limit: z.coerce.number().int().min(1).max(10_000_000),
});
type Options = z.infer<typeof options>;

type Lines = { head: string | null; line: (row: CallRow) => string };

function linesOf(format: Options["format"]): Lines {
  if (format === "table") {
    const head = tableLine(["TIME", "VERDICT", "CALLER", "RAN AS", "TOOL", "OUTCOME", "MS"]);
    return { head, line };
  }
  const lines = lineFormat(format, version);
  return { head: lines.head(false), line: (row) => lines.line({ row, payload: null }) };
}

export function callsCommand(): Command {
  return new Command("calls")
    .description("Calls that match a query (docs/query-language.md), newest first")
    .option("--q <query>", "the query", "")
    .option("--from <time>", "ISO time, back from now such as -24h, or words: yesterday")
    .option("--to <time>", "the same; an ISO time is not included, a day in words is to its end")
    .option("--format <format>", "table, csv, ndjson or ocsf", "table")
    .option("--limit <n>", "at most this many calls", "100")
    .action(async (raw: unknown) => {
      const { from, to, ...others } = parseInput(options, raw);
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
      const wanted = { ...others, ...typedRange({ from, to }, Date.now(), timeZone) };
      const { rest, said } = await withContainer((_, context) => printCalls(context, wanted));
      if (rest) process.stderr.write(`There are more than these ${said}; see --limit.\n`);
    });
}

/** Page by page, so that any number of calls needs the memory of one page. */
async function printCalls(context: CommandContext, { limit, format, ...params }: Options) {
  const { head, line: lineOf } = linesOf(format);
  // One moment for every page, so that a relative range does not move.
  const now = Date.now();
  let said = 0;
  let cursor: string | undefined;
  do {
    const page = await readCalls(
      context,
      { ...params, cursor, limit: Math.min(PAGE, limit - said) },
      now,
    );
    // A query that is refused prints nothing.
    if (head !== null && cursor === undefined) await print(head);
    if (page.items.length > 0) await print(page.items.map(lineOf).join("\n"));
    said += page.items.length;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && said < limit);
  return { rest: cursor !== undefined, said };
}

function line(row: CallRow): string {
  const who = (identity: CallRow["caller"]["identity"]) =>
    identity?.person?.id ?? identity?.principal?.sub ?? identity?.id ?? "-";
  return tableLine([
    row.time,
    row.verdict,
    who(row.caller.identity),
    who(row.ranAs.identity),
    [row.server, row.tool].filter(Boolean).join("/") || "-",
    row.outcome,
    row.durationMs === null ? "-" : String(Math.round(row.durationMs)),
  ]);
}

/** What is cut is marked; the other formats have everything. */
function tableLine(cells: readonly string[]): string {
  const widths = [27, 12, 24, 24, 40, 8, 0];
  return cells
    .map((cell, n) => {
      const width = widths[n] ?? 0;
      const shown = markedText(cell);
      return width > 0 && shown.length > width
        ? `${shown.slice(0, width - 1)}…`
        : shown.padEnd(width);
    })
    .join("  ")
    .trimEnd();
}
