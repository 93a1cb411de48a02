// Which columns the list of calls has, in which order and how wide: as the address keeps it, and as a grid.

/** Widths are of the content, in pixels; a fixed column cannot be left out. */
type Known = { name: string; width: number; fixed?: true };

export const COLUMNS = {
  /** Holds the link that opens the call. */
  time: { name: "Time", width: 120, fixed: true },
  /** Takes the room that the others leave. */
  pair: { name: "Caller and ran as", width: 400, fixed: true },
  tool: { name: "Server / tool", width: 216 },
  decision: { name: "Decision", width: 60 },
  outcome: { name: "Outcome", width: 80 },
  took: { name: "Took", width: 60 },
  verdict: { name: "Verdict", width: 112 },
  severity: { name: "Severity", width: 72 },
  evidence: { name: "Evidence", width: 88 },
  callerevidence: { name: "Caller’s evidence", width: 100 },
  relation: { name: "Relation", width: 128 },
  flags: { name: "Flags", width: 200 },
  callerperson: { name: "Caller’s person", width: 128 },
  ranasperson: { name: "Ran as, person", width: 128 },
  credential: { name: "Credential", width: 144 },
  kind: { name: "Credential kind", width: 128 },
  client: { name: "Client", width: 128 },
  source: { name: "Source", width: 112 },
  type: { name: "Type", width: 96 },
  session: { name: "Session", width: 112 },
  trace: { name: "Trace", width: 128 },
  approval: { name: "Approval", width: 112 },
  index: { name: "Index", width: 80 },
} as const satisfies Readonly<Record<string, Known>>;

export type ColumnKey = keyof typeof COLUMNS;
export type Column = { key: ColumnKey; width: number };

export const COLUMN_KEYS = Object.keys(COLUMNS).filter(isKey);
export const MIN_WIDTH = 48;
export const MAX_WIDTH = 640;

/** What the address says for the columns that everybody begins with, where somebody chose others. */
export const DEFAULT_NAME = "default";
export const DEFAULT_COLUMNS: readonly Column[] = (
  ["time", "pair", "tool", "decision", "outcome", "took"] as const
).map(plain);

export type ColumnChoice = {
  columns: readonly Column[];
  /** Parts of the text that name no column, or a width that is none; the others hold. */
  unknown: readonly string[];
};

/** `time,pair,tool:220,evidence`. Nothing, or no column at all, is the default; the fixed ones are always there. */
export function parseColumns(text: string | undefined): ColumnChoice {
  if (text === undefined || text === "" || text === DEFAULT_NAME)
    return { columns: DEFAULT_COLUMNS, unknown: [] };
  const columns: Column[] = [];
  const unknown: string[] = [];
  for (const part of text.split(",")) {
    const read = readColumn(part);
    if (read === null) unknown.push(part);
    else if (!columns.some(({ key }) => key === read.key)) columns.push(read);
  }
  if (columns.length === 0) return { columns: DEFAULT_COLUMNS, unknown };
  const missing = COLUMN_KEYS.filter(
    (key) => isFixed(key) && !columns.some((one) => one.key === key),
  );
  return { columns: [...missing.map(plain), ...columns], unknown };
}

/** In one spelling; nothing for the default columns. `parseColumns` gives the columns again. */
export function printColumns(columns: readonly Column[]): string | undefined {
  const text = print(columns);
  return text === print(DEFAULT_COLUMNS) ? undefined : text;
}

export function isFixed(key: ColumnKey): boolean {
  return "fixed" in COLUMNS[key];
}

/** Adds the column at the end, or takes it away; a fixed one stays. */
export function toggleColumn(columns: readonly Column[], key: ColumnKey): readonly Column[] {
  if (!columns.some((one) => one.key === key)) return [...columns, plain(key)];
  return isFixed(key) ? columns : columns.filter((one) => one.key !== key);
}

/** Puts the column at another place; beyond the ends is at the end. */
export function moveColumn(
  columns: readonly Column[],
  key: ColumnKey,
  to: number,
): readonly Column[] {
  const column = columns.find((one) => one.key === key);
  if (!column) return columns;
  const others = columns.filter((one) => one.key !== key);
  return others.toSpliced(Math.max(0, Math.min(to, others.length)), 0, column);
}

export function resizeColumn(
  columns: readonly Column[],
  key: ColumnKey,
  width: number,
): readonly Column[] {
  return columns.map((one) => (one.key === key ? { key, width: clamped(width) } : one));
}

const EDGES = 32;
const GAP = 16;
/** Below this width of the list, days have rows of their own and these columns need less or more. */
const COMPACT_BELOW = 1000;
const COMPACT: Partial<Record<ColumnKey, number>> = { time: 56, pair: 380, tool: 152 };

/**
 * The tracks of a grid for a wide list and for a narrow one. The pair takes what is left; whatever stands
 * too far right for the width of the list (100cqw) has a track of nothing.
 */
export function columnGrids(columns: readonly Column[]): { wide: string; compact: string } {
  return { wide: tracks(columns), compact: tracks(compacted(columns)) };
}

/** The columns that a list of that width has room for, from the left; the fixed ones always. */
export function columnsThatFit(columns: readonly Column[], width: number): readonly ColumnKey[] {
  const sized = width < COMPACT_BELOW ? compacted(columns) : columns;
  return sized
    .filter(({ key }, at) => isFixed(key) || neededFor(sized, at) <= width)
    .map(({ key }) => key);
}

function compacted(columns: readonly Column[]): readonly Column[] {
  return columns.map(({ key, width }) => {
    const narrow = COMPACT[key] ?? width;
    return { key, width: key === "pair" ? narrow : Math.min(width, narrow) };
  });
}

function tracks(columns: readonly Column[]): string {
  return columns
    .map(({ key, width }, at) => {
      if (key === "pair") return "minmax(0,1fr)";
      const full = `${width + GAP}px`;
      // One pixel of room is enough for all of the column, none at all leaves nothing of it.
      const room = `(100cqw - ${neededFor(columns, at) - 1}px)`;
      return isFixed(key) ? full : `clamp(0px,${room}*9999,${full})`;
    })
    .join(" ");
}

/** Of the list, so that the column at `at` and everything that goes before it have their widths. */
function neededFor(columns: readonly Column[], at: number): number {
  return columns
    .filter(({ key }, position) => position <= at || isFixed(key))
    .reduce((sum, { width }) => sum + width + GAP, EDGES);
}

function readColumn(part: string): Column | null {
  const [key = "", width, ...more] = part.split(":");
  if (!isKey(key) || more.length > 0) return null;
  if (width === undefined) return plain(key);
  return /^\d{1,5}$/.test(width) && key !== "pair" ? { key, width: clamped(Number(width)) } : null;
}

function print(columns: readonly Column[]): string {
  return columns
    .map(({ key, width }) => (width === COLUMNS[key].width ? key : `${key}:${width}`))
    .join(",");
}

function plain(key: ColumnKey): Column {
  return { key, width: COLUMNS[key].width };
}

function clamped(width: number): number {
  return Math.round(Math.max(MIN_WIDTH, Math.min(width, MAX_WIDTH)));
}

function isKey(key: string): key is ColumnKey {
  return Object.hasOwn(COLUMNS, key);
}
