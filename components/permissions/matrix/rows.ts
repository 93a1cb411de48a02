// Which rows of the matrix stand on the screen: servers with their tools, searched and folded.
import type { Cell } from "@/lib/policy/cells/cell";
import { cellAt, isChanged } from "@/lib/policy/matrix/grid";
import type { MatrixView } from "@/lib/policy/matrix/model";

export type ToolRow = {
  kind: "tool";
  /** Position in the view's grid. */
  at: number;
  server: string;
  /** Its server holds calls without a fingerprint. */
  strict: boolean;
  tool: MatrixView["servers"][number]["tools"][number];
};
export type ServerRow = { kind: "server"; server: string; tools: ToolRow[]; folded: boolean };
export type Row = ServerRow | ToolRow;

/** The search looks at server and tool, case left out. */
export function visibleRows(
  view: MatrixView,
  {
    q,
    onlyChanged,
    compares,
    folded,
  }: {
    q: string;
    /** What the draft changes; of compared columns, where they differ. */
    onlyChanged: boolean;
    compares: boolean;
    folded: ReadonlySet<string>;
  },
): Row[] {
  const wanted = q.trim().toLowerCase();
  let at = 0;
  const isMarked = (row: number) =>
    compares
      ? !isAlike(view.columns.flatMap((_, column) => cellAt(view, view.now, row, column) ?? []))
      : view.columns.some((_, column) => isChanged(view, row, column));
  return view.servers.flatMap(({ name: server, tools, strict = false }): Row[] => {
    const rows = tools.map((tool): ToolRow => ({ kind: "tool", at: at++, server, strict, tool }));
    const shown = rows.filter(
      (row) =>
        `${server}/${row.tool[0]}`.toLowerCase().includes(wanted) &&
        (!onlyChanged || isMarked(row.at)),
    );
    if (shown.length === 0) return [];
    const isFolded = folded.has(server);
    return [{ kind: "server", server, tools: shown, folded: isFolded }, ...(isFolded ? [] : shown)];
  });
}

export function serverCells(view: MatrixView, row: ServerRow, column: number): Cell[] {
  return row.tools.flatMap(({ at }) => cellAt(view, view.now, at, column) ?? []);
}

const together = new WeakMap<ServerRow, Map<number, Cell | undefined>>();

/** What all cells of a server say together: one answer, or mixed. Rows are made anew with the view. */
export function serverCell(view: MatrixView, row: ServerRow, column: number): Cell | undefined {
  const known = together.get(row) ?? new Map<number, Cell | undefined>();
  together.set(row, known);
  if (!known.has(column)) known.set(column, togetherCell(serverCells(view, row, column)));
  return known.get(column);
}

/** One answer where all agree, else mixed; undefined for none. */
export function togetherCell(cells: readonly Cell[]): Cell | undefined {
  const [first] = cells;
  if (first === undefined || isAlike(cells)) return first;
  return {
    state: "mixed",
    // Which of them differ, the sentence says.
    effects: [],
    ruleIds: [...new Set(cells.flatMap(({ ruleIds }) => ruleIds))],
    own: false,
  };
}

function isAlike([first, ...others]: readonly Cell[]): boolean {
  return others.every(
    ({ state, effects }) => state === first?.state && effects.join() === first.effects.join(),
  );
}

export function rowName(row: Row): string {
  return row.kind === "server" ? row.server : `${row.server}/${row.tool[0]}`;
}

/** Tools of the rows, each once. */
export function toolsIn(rows: readonly Row[]): ToolRow[] {
  const found = new Map<number, ToolRow>();
  for (const row of rows) {
    for (const one of row.kind === "server" ? row.tools : [row]) found.set(one.at, one);
  }
  return [...found.values()];
}
