"use client";
import { useState } from "react";
import { indentJson } from "@/lib/indent-json";
import { Button } from "./button";
import { cn } from "./cn";
import { InertText } from "./inert-text";

/** More than this at once makes the browser slow; the rest is one press away. */
const FIRST_CHARACTERS = 20_000;
const REDACTED = /(\[redacted:[a-z0-9-]+:[0-9a-f]+\])/;

/** JSON (or any text) from outside as inert lines; redacted places are marked. */
export function InertJson({
  text,
  label,
  exact = false,
  className,
}: {
  text: string;
  label: string;
  /** As it is, without laying it out. */
  exact?: boolean;
  className?: string;
}) {
  const [whole, setWhole] = useState(false);
  const laidOut = exact ? text : indentJson(text);
  const shown = whole ? laidOut : laidOut.slice(0, FIRST_CHARACTERS);
  return (
    <div className={cn("overflow-hidden rounded-md border bg-sunken", className)}>
      <pre
        tabIndex={0}
        data-scrolls
        aria-label={label}
        className="relative max-h-96 overflow-auto p-3 font-mono text-xs leading-5 break-words whitespace-pre-wrap focus-visible:outline-offset-[-2px]"
      >
        {shown
          .split(REDACTED)
          .map((piece, position) =>
            position % 2 === 1 ? (
              <Redacted key={position} marker={piece} />
            ) : (
              <InertText key={position} text={piece} lines />
            ),
          )}
      </pre>
      {shown.length < laidOut.length && (
        <div className="border-t p-1.5">
          <Button size="sm" variant="ghost" onClick={() => setWhole(true)}>
            Show all {laidOut.length.toLocaleString("en")} characters
          </Button>
        </div>
      )}
    </div>
  );
}

/** "[redacted:key-name:5ec2e700]": equal secrets have equal marks. */
function Redacted({ marker }: { marker: string }) {
  const [, rule, mac] = marker.slice(1, -1).split(":");
  return (
    <span
      title={`Removed before it was stored (rule ${rule}). Equal secrets have the mark ${mac}.`}
      className="rounded-[3px] bg-ink/10 px-1 text-ink-2"
    >
      <span aria-hidden>▇▇▇ </span>
      <span className="sr-only">redacted, </span>
      {rule}
    </span>
  );
}
