// A call as one line of CSV. Text from outside stays inert: no formula, no invisible character.
import { markedText } from "../hostile-text";
import type { CallRow, Identity } from "./view";

const COLUMNS: readonly (readonly [name: string, of: (row: CallRow) => unknown])[] = [
  ["time", (row) => row.time],
  ["id", (row) => row.id],
  ["index", (row) => row.index],
  ["type", (row) => row.type],
  ["source", (row) => row.source.name],
  ...identityColumns("caller", (row) => row.caller.identity),
  ["caller_evidence", (row) => row.caller.evidence],
  ["client_id", (row) => row.client?.id],
  ["client", (row) => row.client?.name],
  ["session", (row) => row.session],
  ["server", (row) => row.server],
  ["tool", (row) => row.tool],
  ...identityColumns("ran_as", (row) => row.ranAs.identity),
  ["ran_as_kind", (row) => row.ranAs.kind],
  ["evidence", (row) => row.ranAs.evidence],
  ["credential", (row) => row.ranAs.credential?.fingerprint],
  ["relation", (row) => row.relation],
  ["verdict", (row) => row.verdict],
  ["flags", (row) => row.flags.join(" ")],
  ["severity", (row) => row.severity],
  ["decision", (row) => row.decision],
  ["outcome", (row) => row.outcome],
  ["duration_ms", (row) => row.durationMs],
  ["approval", (row) => row.approvalId],
  ["trace", (row) => row.traceId],
];

export const CSV_HEADER = COLUMNS.map(([name]) => name).join(",");

export function csvRow(row: CallRow): string {
  return COLUMNS.map(([, of]) => csvCell(of(row))).join(",");
}

/**
 * A value as a cell: without what an eye would miss, and never a formula. A spreadsheet takes a text
 * that begins like one, in narrow or full-width signs, also after spaces or a quote: it gets a `'`.
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const given = String(value);
  const text = PLAIN.test(given) ? given : markedText(given);
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return /[",\s']/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** What needs no mark: letters, digits and signs of ASCII with single spaces between them. */
const PLAIN = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;
const FORMULA = /^[\s'"]*[=+\-@|＝＋－＠]/;

function identityColumns(
  name: string,
  of: (row: CallRow) => Identity | null,
): (readonly [string, (row: CallRow) => unknown])[] {
  return [
    [name, (row) => of(row)?.name ?? of(row)?.person?.name],
    [`${name}_person`, (row) => of(row)?.person?.id],
    [`${name}_iss`, (row) => of(row)?.principal?.iss],
    [`${name}_sub`, (row) => of(row)?.principal?.sub],
  ];
}
