"use client";
import { useId } from "react";

/** A labelled yes or no, with what it means. */
export function CheckField({
  label,
  hint,
  ...input
}: Omit<React.ComponentProps<"input">, "type"> & { label: React.ReactNode; hint?: string }) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <input
        id={id}
        type="checkbox"
        aria-describedby={hint ? `${id}-note` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-(--accent) disabled:opacity-60"
        {...input}
      />
      <div className="grid min-w-0 gap-0.5">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-note`} className="text-xs text-ink-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
