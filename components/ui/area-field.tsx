"use client";
import { useId } from "react";
import { cn } from "./cn";

/** A labelled text area with a hint, wired like `Field`. */
export function AreaField({
  label,
  hint,
  className,
  ...area
}: React.ComponentProps<"textarea"> & { label: string; hint?: string }) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        spellCheck={false}
        aria-describedby={hint ? `${id}-note` : undefined}
        className={cn(
          "w-full min-w-0 rounded-md border border-control bg-surface px-2.5 py-2 font-mono text-xs leading-5 text-ink placeholder:text-ink-3 max-md:text-[16px]",
          "focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0",
          className,
        )}
        {...area}
      />
      {hint && (
        <p id={`${id}-note`} className="text-xs text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
