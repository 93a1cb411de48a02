"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import { matrixQueryOf } from "@/lib/policy/matrix/address";
import { usageOptions } from "@/lib/policy/matrix/options";
import { matrixBlocks } from "@/lib/policy/matrix/matrix-blocks";
import type { MatrixView } from "@/lib/policy/matrix/model";
import type { Effect } from "@/lib/policy/model";
import { routes } from "@/lib/routes";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { activeCell } from "./active-cell";
import { CellBar } from "./cell-bar";
import { CellDetails } from "./cell-details";
import { Legend } from "./cell-face";
import { CellSigns } from "./cell-signs";
import { ruleNames, usageIndex } from "./cell-words";
import { MatrixGrid } from "./matrix-grid";
import { BlocksNote, Cut, NoRows } from "./matrix-states";
import { MatrixToolbar, toggledPart } from "./matrix-toolbar";
import { useRememberedPlace } from "./remembered-place";
import { visibleRows } from "./rows";
import { type Place, useCursor } from "./use-cursor";
import { useMatrixAddress } from "./use-matrix-address";
import type { SetCells } from "./use-matrix-edits";

export type MatrixEditing = {
  setCells: SetCells;
  /** Why nothing can be set; null where it can. */
  refusal: string | null;
  /** What was set last, or why not. */
  said: string;
  problem: string | null;
  saving: boolean;
};

/** The matrix as the address asks for it: of a draft, or of the version in force. */
export function Matrix({ view, editing }: { view: MatrixView; editing: MatrixEditing }) {
  const router = useRouter();
  const [address, go] = useMatrixAddress();
  const { draft } = view;
  const query = matrixQueryOf(address, { draft: draft ?? undefined });
  const { data: counted } = useQuery(usageOptions(query));
  const usage = useMemo(() => (counted ? usageIndex(counted) : null), [counted]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const { q = "", changed, only } = address;
  const rows = useMemo(() => {
    const compares = only !== undefined;
    const onlyChanged = changed === "on" && (compares || view.draft !== null);
    return visibleRows(view, { q, onlyChanged, compares, folded });
  }, [view, q, changed, only, folded]);
  const { start, came } = useRememberedPlace(rows, view.columns);
  const cursor = useCursor(rows.length, view.columns.length, start);
  const [setAt, setSetAt] = useState<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const names = useMemo(() => ruleNames(view.rules), [view.rules]);
  const blocks = useMemo(() => matrixBlocks(view), [view]);
  const active = activeCell(view, rows, { usage, names, blocks }, cursor);
  const refusal = editing.refusal ?? (active.cell ? null : "Choose a cell first");
  const set = (effect: Effect | null) => {
    if (refusal !== null) return;
    setSetAt(active.place);
    editing.setCells(active.tools, active.columns, effect);
  };
  const open = ({ row, column }: Place) => {
    const [at, head] = [rows[row], view.columns[column]];
    if (row === -1 && head?.kind === "group" && address.only === undefined) {
      go({ open: toggledPart(address, head.subject) });
    } else if (at?.kind === "server" && column === -1) setFolded(toggled(folded, at.server));
    else if (at?.kind === "tool" && column === -1) {
      if (at.tool[1] !== null) router.push(routes.tool(at.tool[1]));
    } else if (at && head) opener.current?.click();
  };
  const said = editing.saving || setAt === active.place ? editing.said : "";
  const { place, sentence, cell, before, above } = active;
  return (
    <>
      <CellSigns />
      <MatrixToolbar view={view} address={address} go={go} />
      <Cut view={view} />
      <BlocksNote blocks={view.blocks} />
      {rows.length === 0 ? (
        <NoRows
          view={view}
          clear={() => go({ q: undefined, server: undefined, changed: undefined })}
        />
      ) : (
        <MatrixGrid
          view={view}
          rows={rows}
          usage={usage}
          names={names}
          blocks={blocks}
          cursor={cursor}
          label={draft === null ? "Permissions in force" : "Permissions of the draft"}
          focused={came}
          onSet={set}
          onOpen={open}
        />
      )}
      <p role="status" className="sr-only">
        <InertText text={said === "" ? editing.said : `${said} ${above?.words ?? ""}`} />
      </p>
      {editing.problem !== null && (
        <div className="shrink-0 border-t p-2">
          <Notice>
            Not saved. <InertText text={editing.problem} />
          </Notice>
        </div>
      )}
      <CellBar
        place={place}
        saving={editing.saving && draft !== null}
        words={[said || sentence, above?.words, said === "" && active.usage]
          .filter(Boolean)
          .join(" ")}
        refusal={refusal}
        onSet={set}
      >
        <Dialog
          title={<InertText text={place} spaces />}
          trigger={(show) => (
            <Button
              ref={opener}
              size="sm"
              disabledReason={cell ? null : "Choose a cell first"}
              aria-keyshortcuts="Enter"
              onClick={show}
            >
              Details
            </Button>
          )}
        >
          {(close) =>
            cell && (
              <CellDetails
                which={view}
                active={active}
                cell={cell}
                before={before}
                usage={active.usage}
                close={close}
              />
            )
          }
        </Dialog>
      </CellBar>
      <div className="shrink-0 px-3 pb-2 max-md:hidden md:px-4">
        <Legend inDraft={draft !== null} />
      </div>
    </>
  );
}

function toggled(set: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}
