"use client";
import { useState } from "react";
import { connectWays } from "@/lib/sources/connect-lines";
import type { FormatView } from "@/lib/sources/view";
import { CodeLines } from "../ui/code-lines";
import { cn } from "../ui/cn";

/** The exact lines that connect this gateway, by the way that its records take. */
export function ConnectLines({
  address,
  source,
  format,
  keyText,
}: {
  address: string;
  source: string;
  format: FormatView;
  /** Null where the key is not shown any more. */
  keyText: string | null;
}) {
  const ways = connectWays({ address, source, format, key: keyText });
  const [chosen, setChosen] = useState(ways[0]?.id);
  const way = ways.find(({ id }) => id === chosen) ?? ways[0];
  if (way === undefined) return null;
  return (
    <section aria-label="Lines to connect it" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 className="text-base font-semibold">Connect it</h2>
      {ways.length > 1 && (
        <div role="group" aria-label="Way" className="flex flex-wrap gap-1">
          {ways.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              aria-pressed={id === way.id}
              onClick={() => setChosen(id)}
              className={cn(
                "h-8 rounded-md border border-transparent px-2.5 text-sm text-ink-2 hover:bg-hover",
                id === way.id && "border-line-strong bg-hover font-medium text-ink",
              )}
            >
              {name}
            </button>
          ))}
        </div>
      )}
      <p className="max-w-prose text-sm text-ink-2">{way.note}</p>
      <CodeLines lines={way.lines} label={`Lines for ${way.name}`} />
      {keyText === null && way.lines.includes("$ONBEHALF_KEY") && (
        <p className="text-xs text-ink-3">
          Put the key in place of $ONBEHALF_KEY, or in that variable where the lines are read by a
          shell. It was shown once; a new one is made under Keys.
        </p>
      )}
    </section>
  );
}
