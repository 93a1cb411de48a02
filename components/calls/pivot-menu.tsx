"use client";
import { Fragment } from "react";
import { COLUMN_KEYS, type ColumnKey } from "@/lib/calls/columns";
import { type Fact, factsOf } from "@/lib/calls/facts";
import type { CallRow } from "@/lib/calls/view";
import { InertText } from "../ui/inert-text";
import { Menu, MenuContent, MenuTrigger } from "../ui/menu";
import { MenuSeparator, MenuSub, MenuSubContent, MenuSubTrigger } from "../ui/menu-items";
import { PivotItems } from "./pivot-items";

export type PivotTarget = {
  call: CallRow;
  /** Null: of the whole row. */
  column: ColumnKey | null;
  /** Where the menu opens, in the window. */
  at: { left: number; top: number };
  /** What has the focus again when the menu closes. */
  from: HTMLElement | null;
};

/** The ways on from one cell, or from every fact of a row. */
export function PivotMenu({ target, onClose }: { target: PivotTarget; onClose: () => void }) {
  const { call, column, at, from } = target;
  return (
    <Menu open onOpenChange={(open) => !open && onClose()}>
      <MenuTrigger asChild>
        <button
          type="button"
          tabIndex={-1}
          aria-label="Ways on from this call"
          style={at}
          className="pointer-events-none fixed size-0"
        />
      </MenuTrigger>
      <MenuContent
        onClick={(event) => event.stopPropagation()}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          from?.focus();
        }}
      >
        {column === null ? (
          <RowItems call={call} />
        ) : (
          factsOf(call, column).map((fact, position) => (
            <Fragment key={`${fact.name} ${fact.value}`}>
              {position > 0 && <MenuSeparator />}
              <PivotItems fact={fact} call={call} />
            </Fragment>
          ))
        )}
      </MenuContent>
    </Menu>
  );
}

/** Every fact once, whatever columns are shown. */
function RowItems({ call }: { call: CallRow }) {
  const facts = new Map<string, Fact>();
  for (const fact of COLUMN_KEYS.flatMap((key) => factsOf(call, key))) {
    const same = `${fact.field} ${fact.value}`;
    if (!facts.has(same)) facts.set(same, fact);
  }
  return [...facts].map(([key, fact]) => (
    <MenuSub key={key}>
      <MenuSubTrigger className="w-72 max-w-[calc(100vw-2rem)]">
        <span className="w-24 shrink-0 text-xs text-ink-3">{fact.name}</span>
        <InertText text={fact.text ?? "none"} className="min-w-0 truncate" />
      </MenuSubTrigger>
      <MenuSubContent>
        <PivotItems fact={fact} call={call} />
      </MenuSubContent>
    </MenuSub>
  ));
}
