// What is selected, in cells and in words.
import type { Cell } from "@/lib/policy/cells/cell";
import { cellAt } from "@/lib/policy/matrix/grid";
import type { MatrixBlocks } from "@/lib/policy/matrix/matrix-blocks";
import type { MatrixColumn, MatrixView } from "@/lib/policy/matrix/model";
import { type Above, aboveOf, aboveOfMany } from "./above-words";
import {
  type CellUsage,
  type RuleNames,
  cellSentence,
  rangeSentence,
  serverSentence,
  usageKey,
  usageSentence,
} from "./cell-words";
import {
  type Row,
  rowName,
  serverCell,
  serverCells,
  togetherCell,
  type ToolRow,
  toolsIn,
} from "./rows";
import type { Bounds, Selection } from "./use-cursor";

export type Active = {
  /** Of several what they say together; undefined on a head. */
  cell: Cell | undefined;
  column: MatrixColumn | undefined;
  row: Row | undefined;
  /** Everything that is selected. */
  tools: ToolRow[];
  columns: MatrixColumn[];
  /** "jira/get · engineering" */
  place: string;
  sentence: string;
  usage: string | null;
  /** What denies it before any rule is asked. */
  above: Above | null;
  /** What it said before the draft, where that is something else. */
  before: string | null;
};

export function activeCell(
  view: MatrixView,
  rows: readonly Row[],
  {
    usage,
    names,
    blocks,
  }: {
    usage: ReadonlyMap<string, CellUsage> | null;
    names: RuleNames;
    blocks: MatrixBlocks | null;
  },
  { selection, bounds }: { selection: Selection; bounds: Bounds },
): Active {
  const { row: at, column: across } = selection.to;
  const [row, column] = [rows[at], view.columns[across]];
  const selected = rows.slice(Math.max(0, bounds.top), bounds.bottom + 1);
  const columns = view.columns.slice(Math.max(0, bounds.left), bounds.right + 1);
  const tools = toolsIn(selected);
  const first = Math.max(0, bounds.left);
  const above = aboveOfMany(
    tools,
    columns.map((_, n) => first + n),
    blocks,
  );
  const base = { column, row, tools, columns, above, usage: null, before: null };
  if (row?.kind === "tool" && !column) {
    const sentence = row.tool[1] === null ? "Named by a rule, never seen." : OPENS;
    return {
      ...base,
      above: aboveOf(row, null, blocks),
      cell: undefined,
      place: rowName(row),
      sentence,
    };
  }
  if (!row || !column)
    return { ...base, above: null, cell: undefined, place: HEAD, sentence: KEYS };
  const place = `${rowsWords(selected, tools.length)} · ${columnsWords(columns)}`;
  if (selected.length > 1 || columns.length > 1) {
    const cells = cellsOf(view, tools, bounds);
    const sentence = rangeSentence(cells);
    return { ...base, cell: togetherCell(cells), place, sentence };
  }
  if (row.kind === "server") {
    const sentence = serverSentence(serverCells(view, row, across));
    return { ...base, cell: serverCell(view, row, across), place, sentence };
  }
  const cell = cellAt(view, view.now, row.at, across);
  const was = view.before && cellAt(view, view.before, row.at, across);
  return {
    ...base,
    above: aboveOf(row, across, blocks),
    cell,
    place,
    sentence: cell ? cellSentence(cell, names) : "",
    usage: usage && usageSentence(usage.get(usageKey(row.tool[1] ?? "", column.subject))),
    before: was && was !== cell ? cellSentence(was, names) : null,
  };
}

function cellsOf(view: MatrixView, tools: readonly ToolRow[], { left, right }: Bounds): Cell[] {
  const first = Math.max(0, left);
  const columns = Array.from({ length: right - first + 1 }, (_, n) => first + n);
  return tools.flatMap(({ at }) =>
    columns.flatMap((column) => cellAt(view, view.now, at, column) ?? []),
  );
}

const OPENS = "Enter opens it in the catalog.";
const HEAD = "No cell is chosen";
const KEYS =
  "Arrows move; a, k, d set allow, ask, deny; Backspace unsets; Shift extends; Enter opens.";

function rowsWords(rows: readonly Row[], tools: number): string {
  const [row] = rows;
  if (row === undefined || rows.length > 1) return `${tools.toLocaleString("en")} tools`;
  return row.kind === "server" ? `${row.server}, all ${tools} tools` : rowName(row);
}

function columnsWords(columns: readonly MatrixColumn[]): string {
  const [column] = columns;
  return columns.length === 1 ? (column?.name ?? "") : `${columns.length} columns`;
}
