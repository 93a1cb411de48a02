import { useId } from "react";
import { EXPORT_FORMATS, type ExportFormat, FORMAT_WORDS } from "@/lib/exports/model";

/** The formats, each with what it is for. */
export function FormatChoice({
  format,
  onFormat,
}: {
  format: ExportFormat;
  onFormat: (format: ExportFormat) => void;
}) {
  const name = useId();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">Format</legend>
      {EXPORT_FORMATS.map((one) => (
        <div
          key={one}
          className="relative flex items-start gap-2.5 rounded-md border px-3 py-2 hover:bg-hover has-checked:border-accent"
        >
          <input
            id={`${name}-${one}`}
            type="radio"
            name={name}
            value={one}
            checked={one === format}
            onChange={() => onFormat(one)}
            aria-describedby={`${name}-${one}-use`}
            className="relative z-10 mt-0.5 size-4 shrink-0 accent-(--accent)"
          />
          <div className="grid gap-0.5">
            {/* The whole box is its label's. */}
            <label
              htmlFor={`${name}-${one}`}
              className="cursor-pointer text-sm font-medium after:absolute after:inset-0"
            >
              {FORMAT_WORDS[one].name}
            </label>
            <p id={`${name}-${one}-use`} className="text-xs text-ink-3">
              {FORMAT_WORDS[one].use}
            </p>
          </div>
        </div>
      ))}
    </fieldset>
  );
}
