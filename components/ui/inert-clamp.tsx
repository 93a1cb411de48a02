"use client";
import { useState } from "react";
import { cn } from "./cn";
import { InertText } from "./inert-text";

/**
 * A name from outside in at most three lines, however long somebody made it; the rest is one press away.
 * Nothing after it is pushed out of view, and it never widens what it stands in.
 */
export function InertClamp({
  text,
  what,
  className,
}: {
  text: string;
  /** What is cut, for the button: "show all 500 of the name". */
  what: string;
  className?: string;
}) {
  const [whole, setWhole] = useState(false);
  const [cut, setCut] = useState(false);

  const words = whole ? "show less" : `show all ${text.length.toLocaleString("en")}`;
  function watch(element: HTMLElement | null) {
    if (!element) return;
    const measure = () => setCut(element.scrollHeight > element.clientHeight + 1);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }
  return (
    <span className={cn("block min-w-0 text-left", className)}>
      <span
        ref={whole ? null : watch}
        className={cn("block wrap-anywhere", !whole && "line-clamp-3")}
      >
        <InertText text={text} spaces />
      </span>
      {cut && (
        <button
          type="button"
          aria-expanded={whole}
          aria-label={`${words} of the ${what}`}
          onClick={() => setWhole(!whole)}
          className="min-h-6 text-left font-sans text-2xs font-normal text-ink-2 underline underline-offset-2 hover:text-ink"
        >
          {words}
        </button>
      )}
    </span>
  );
}
