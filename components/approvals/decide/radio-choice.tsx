"use client";
import { useId } from "react";
import { InertText } from "../../ui/inert-text";

/** One of a few, all of them in sight. */
export function RadioChoice({
  legend,
  value,
  onValue,
  options,
}: {
  legend: string;
  value: string | null;
  onValue: (value: string) => void;
  options: readonly { value: string; name: string }[];
}) {
  const name = useId();
  return (
    <fieldset className="grid gap-1 short:sm:grid-flow-col short:sm:gap-4">
      <legend className="pb-1 text-sm font-medium">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex min-h-7 pointer-coarse:min-h-11 items-center gap-2.5 text-ink-2"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            onChange={() => onValue(option.value)}
            className="size-4 shrink-0 accent-(--accent)"
          />
          <span className="min-w-0 wrap-anywhere">
            <InertText text={option.name} spaces />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
