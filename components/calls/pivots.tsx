"use client";
import { CircleMinus, Filter } from "lucide-react";
import type { FieldName } from "@/lib/calls/query-language/fields";
import { excludeValue, identityValue, onlyValue } from "@/lib/calls/filters";
import type { ChipProps } from "../identity/identity-chip";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import type { RowContext } from "./calls-row";

type Editing = Pick<RowContext, "query" | "onQuery">;

/** From a value to the calls that have it, or to those that do not. */
export function Pivots({
  field,
  value,
  copy,
  context: { query, onQuery },
}: {
  field: FieldName;
  value: string;
  /** What the copy button takes along. */
  copy: string;
  context: Editing;
}) {
  const narrowed = onlyValue(query, field, value);
  const excluded = excludeValue(query, field, value);
  const unreadable = "The query in the bar cannot be read; mend it first";
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        disabledReason={narrowed === null ? unreadable : null}
        onClick={() => narrowed !== null && onQuery(narrowed)}
      >
        <Filter aria-hidden className="size-3.5" />
        Only
      </Button>
      <Button
        size="sm"
        variant="ghost"
        disabledReason={excluded === null ? unreadable : null}
        onClick={() => excluded !== null && onQuery(excluded)}
      >
        <CircleMinus aria-hidden className="size-3.5" />
        Exclude
      </Button>
      <CopyButton text={copy} label={`Copy ${copy}`} className="ml-auto h-7">
        Copy
      </CopyButton>
    </>
  );
}

export function IdentityPivots({ chip, context }: { chip: ChipProps; context: Editing }) {
  if (!chip.identity) return null;
  const value = identityValue(chip.identity);
  const { principal } = chip.identity;
  return (
    <Pivots
      field={chip.side === "caller" ? "caller" : "ranas"}
      value={value}
      copy={principal ? `${principal.iss} | ${principal.sub}` : value}
      context={context}
    />
  );
}
