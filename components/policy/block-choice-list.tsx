import { useId } from "react";
import type { BlockChoice } from "@/lib/policy/block-choices";
import { InertText } from "../ui/inert-text";

/** What can be blocked from a call, narrow before wide; what the call does not name says so. */
export function BlockChoiceList({
  choices,
  chosen,
  onChoose,
}: {
  choices: readonly BlockChoice[];
  chosen: BlockChoice["key"];
  onChoose: (key: BlockChoice["key"]) => void;
}) {
  const name = useId();
  return (
    <fieldset className="grid gap-1.5 sm:grid-cols-2">
      <legend className="mb-1.5 text-sm font-medium">What to block</legend>
      {choices.map((one) => (
        <div
          key={one.key}
          className="relative flex items-start gap-2.5 rounded-md border px-3 py-2 has-checked:border-accent has-enabled:hover:bg-hover"
        >
          <input
            id={`${name}-${one.key}`}
            type="radio"
            name={name}
            value={one.key}
            checked={one.key === chosen}
            disabled={one.what === null}
            onChange={() => onChoose(one.key)}
            aria-describedby={`${name}-${one.key}-what`}
            className="relative z-10 mt-0.5 size-4 shrink-0 accent-(--accent) disabled:opacity-60"
          />
          <div className="grid min-w-0 gap-0.5">
            {/* The whole box is its label's. */}
            <label
              htmlFor={`${name}-${one.key}`}
              className="text-sm font-medium after:absolute after:inset-0"
            >
              {one.name}
            </label>
            <p id={`${name}-${one.key}-what`} className="text-2xs text-ink-3 wrap-anywhere">
              {one.missing ?? <InertText text={selectorsOf(one)} className="font-mono" />}
            </p>
          </div>
        </div>
      ))}
    </fieldset>
  );
}

function selectorsOf({ what }: BlockChoice): string {
  const { subject, resource, credential } = what ?? {};
  return [subject, resource, credential].filter((text) => text !== undefined).join(" · ");
}
