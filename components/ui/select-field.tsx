"use client";
import { ChevronDown } from "lucide-react";
import { useId } from "react";
import { cn } from "./cn";

/** A labelled choice of one, by the platform's own control. */
export function SelectField({
  label,
  hint,
  options,
  compact = false,
  hideLabel = false,
  className,
  ...select
}: Omit<React.ComponentProps<"select">, "children"> & {
  label: string;
  hint?: string;
  options: readonly { value: string; name: string }[];
  compact?: boolean;
  /** The label is for assistive technology only. */
  hideLabel?: boolean;
}) {
  const id = useId();
  return (
    <div className={cn("grid gap-1.5", className)}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "text-sm font-medium"}>
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          aria-describedby={hint ? `${id}-note` : undefined}
          className={cn(
            "w-full min-w-0 appearance-none rounded-md border border-control bg-surface pr-8 pl-2.5 text-ink max-md:text-[16px]",
            "focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-60",
            compact ? "h-8 text-sm" : "h-10 text-base",
          )}
          {...select}
        >
          {options.map(({ value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-3"
        />
      </div>
      {hint && (
        <p id={`${id}-note`} className="text-xs text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
