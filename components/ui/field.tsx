"use client";
import { useId } from "react";
import { Input } from "./input";

/** A labelled input with a hint and an error, wired for assistive technology. */
export function Field({
  label,
  hint,
  error,
  trailing,
  ...input
}: React.ComponentProps<"input"> & {
  label: string;
  hint?: string;
  error?: string | null | undefined;
  /** A small control inside the input's right end. */
  trailing?: React.ReactNode;
}) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <Input
          id={id}
          className="h-10 text-base"
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          {...input}
        />
        {trailing && <div className="absolute inset-y-0 right-1 flex items-center">{trailing}</div>}
      </div>
      {note && (
        <p id={`${id}-note`} className={error ? "text-xs text-danger" : "text-xs text-ink-3"}>
          {note}
        </p>
      )}
    </div>
  );
}
