"use client";
import { Copy, SquareArrowOutUpRight } from "lucide-react";
import Link from "next/link";
import type { Fact } from "@/lib/calls/facts";
import { pageOf, pivotsOf } from "@/lib/calls/pivots";
import type { CallRow } from "@/lib/calls/view";
import { InertText } from "../ui/inert-text";
import { MenuItem, MenuLabel, MenuSeparator } from "../ui/menu-items";
import { usePivots } from "./pivots-context";

/** Where one can go from one fact of a call, as items of a menu. */
export function PivotItems({ fact, call }: { fact: Fact; call: CallRow }) {
  const { address, pivot } = usePivots();
  const page = pageOf(fact, call);
  const pivots = pivotsOf(fact, call, address);
  const { copy } = fact;
  return (
    <>
      <MenuLabel className="max-w-72">
        {fact.name} <InertText text={fact.text ?? "none"} className="break-words text-ink-2" />
      </MenuLabel>
      {pivots.map(({ label, change }) => (
        <MenuItem
          key={label}
          disabled={change === null}
          onSelect={() => change && pivot(change)}
          className="data-disabled:opacity-50"
        >
          {label}
        </MenuItem>
      ))}
      {pivots.some(({ change }) => change === null) && (
        <p className="max-w-60 px-2 py-1 text-2xs text-ink-3">
          The query in the bar cannot be read; mend it first.
        </p>
      )}
      {(page !== null || copy !== null) && <MenuSeparator />}
      {page && (
        <MenuItem asChild>
          <Link href={page.href} prefetch={false}>
            {page.label}
            <SquareArrowOutUpRight aria-hidden className="ml-auto size-3.5 text-ink-3" />
          </Link>
        </MenuItem>
      )}
      {copy !== null && (
        <MenuItem onSelect={() => void navigator.clipboard.writeText(copy)}>
          Copy
          <Copy aria-hidden className="ml-auto size-3.5 text-ink-3" />
        </MenuItem>
      )}
    </>
  );
}
