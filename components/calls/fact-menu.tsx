"use client";
import { Ellipsis } from "lucide-react";
import { Fragment } from "react";
import type { ColumnKey } from "@/lib/calls/columns";
import { type Fact, factsOf } from "@/lib/calls/facts";
import type { CallRow } from "@/lib/calls/view";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Menu, MenuContent, MenuTrigger } from "../ui/menu";
import { MenuSeparator } from "../ui/menu-items";
import { PivotItems } from "./pivot-items";

/** The ways on from a fact that stands in the drawer. */
export function FactMenu({
  call,
  columns,
  only = () => true,
  label,
  className,
}: {
  call: CallRow;
  columns: readonly ColumnKey[];
  /** Which of the columns' facts it is about. */
  only?: (fact: Fact) => boolean;
  /** What it is about, in words. */
  label: string;
  className?: string;
}) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button
          variant="ghost"
          size="sm"
          aria-label={`Ways on from ${label}`}
          className={cn("size-6 shrink-0 px-0 text-ink-3", className)}
        >
          <Ellipsis aria-hidden className="size-3.5" />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        {columns
          .flatMap((column) => factsOf(call, column))
          .filter(only)
          .map((fact, position) => (
            <Fragment key={`${fact.name} ${fact.value}`}>
              {position > 0 && <MenuSeparator />}
              <PivotItems fact={fact} call={call} />
            </Fragment>
          ))}
      </MenuContent>
    </Menu>
  );
}
