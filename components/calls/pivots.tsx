"use client";
import { CircleMinus, Filter } from "lucide-react";
import Link from "next/link";
import type { Fact } from "@/lib/calls/facts";
import { pageOf, pivotsOf } from "@/lib/calls/pivots";
import type { CallRow } from "@/lib/calls/view";
import { Button } from "../ui/button";
import { buttonStyle } from "../ui/button-style";
import { CopyButton } from "../ui/copy-button";
import { usePivots } from "./pivots-context";

const ICONS = new Map([
  ["Only", Filter],
  ["Exclude", CircleMinus],
]);

/** From a value to the calls that have it, to those that do not, and to the page about it. */
export function Pivots({ fact, call }: { fact: Fact; call: CallRow }) {
  const { address, pivot } = usePivots();
  const page = pageOf(fact, call);
  const copy = fact.copy ?? "";
  const unreadable = "The query in the bar cannot be read; mend it first";
  return (
    <div className="flex flex-wrap items-center gap-1">
      {pivotsOf(fact, call, address).map(({ label, change }) => {
        const Icon = ICONS.get(label);
        return (
          <Button
            key={label}
            size="sm"
            variant="ghost"
            disabledReason={change === null ? unreadable : null}
            onClick={() => change && pivot(change)}
          >
            {Icon && <Icon aria-hidden className="size-3.5" />}
            {label}
          </Button>
        );
      })}
      {page && (
        <Link
          href={page.href}
          prefetch={false}
          className={buttonStyle({ size: "sm", variant: "ghost" })}
        >
          {page.label}
        </Link>
      )}
      <CopyButton text={copy} label={`Copy ${copy}`} className="ml-auto h-7">
        Copy
      </CopyButton>
    </div>
  );
}
