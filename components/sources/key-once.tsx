"use client";
import { KeyRound } from "lucide-react";
import { useEffect, useRef } from "react";
import { CopyButton } from "../ui/copy-button";

/** A new key, the only time that it is shown. With `takeFocus` it comes into view. */
export function KeyOnce({ text, takeFocus = false }: { text: string; takeFocus?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takeFocus) heading.current?.focus();
  }, [takeFocus]);
  return (
    <section
      aria-label="The key"
      className="grid gap-2.5 rounded-lg border border-ink/30 bg-surface p-4"
    >
      <h2
        ref={heading}
        tabIndex={-1}
        className="flex items-center gap-2 text-base font-semibold outline-none"
      >
        <KeyRound aria-hidden className="size-4" />
        The key, shown this once
      </h2>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-64 rounded-md border bg-sunken px-3 py-2 font-mono text-xs leading-5 break-all text-ink select-all">
          {text}
        </code>
        <CopyButton
          text={text}
          label="Copy the key"
          className="h-8 border border-line-strong px-2.5 text-sm font-medium text-ink"
        >
          Copy the key
        </CopyButton>
      </div>
      <p className="text-xs text-ink-2">
        Keep it where the gateway keeps its secrets. Here only its hash is kept, so nobody can show
        it again; a lost key is replaced by a new one.
      </p>
    </section>
  );
}
