"use client";
import { useEffect, useRef } from "react";
import { cn } from "../../ui/cn";
import { InertText } from "../../ui/inert-text";
import type { Offer, Offers } from "./use-completions";

/** What could be written at the caret. The focus stays in the bar, which names the active one. */
export function CompletionList({
  id,
  offers: { items, values },
  active,
  left,
  onTake,
}: {
  id: string;
  offers: Offers;
  active: number;
  /** Where the text that it completes begins, in px from the bar's left. */
  left: number;
  onTake: (offer: Offer) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div
      style={{ left: `min(${left}px, calc(100% - min(32rem, 100%)))` }}
      className="absolute top-full z-40 mt-1.5 flex max-h-80 w-[min(32rem,100%)] flex-col overflow-hidden rounded-lg bg-surface font-sans text-sm text-ink shadow-float"
      // The caret stays where it is while the pointer chooses or scrolls.
      onMouseDown={(event) => event.preventDefault()}
    >
      {items.length > 0 && (
        <div
          ref={list}
          id={id}
          role="listbox"
          aria-label="Completions"
          className="min-h-0 flex-1 overflow-y-auto p-1"
        >
          {items.map((offer, position) => (
            <div
              key={`${offer.label} ${offer.insert}`}
              id={`${id}-${position}`}
              role="option"
              tabIndex={-1}
              aria-selected={position === active}
              onClick={() => onTake(offer)}
              className={cn(
                "flex min-h-7 cursor-pointer items-baseline gap-3 rounded-md px-2 py-1 hover:bg-hover",
                position === active && "bg-selected hover:bg-selected",
              )}
            >
              <InertText
                text={offer.label}
                spaces
                className="min-w-0 shrink-0 truncate font-mono text-xs max-w-[60%]"
              />
              <InertText
                text={offer.detail}
                className="min-w-0 flex-1 truncate text-xs text-ink-3"
              />
              {offer.count !== null && (
                <span className="shrink-0 text-xs text-ink-2 tabular-nums">
                  {offer.count.toLocaleString("en")}
                  <span className="sr-only"> {offer.count === 1 ? "call" : "calls"}</span>
                </span>
              )}
            </div>
          ))}
        </div>
      )}
      {values && (
        <p
          className={cn(
            "border-t px-3 py-1.5 text-2xs",
            values.failed ? "text-danger" : "text-ink-3",
          )}
        >
          <InertText text={values.note} />
        </p>
      )}
    </div>
  );
}
