"use client";
import { CheckField } from "../../ui/check-field";
import { ArgumentConditions } from "./argument-conditions";
import type { FieldsProps } from "./rule-fields";

const MODES = [
  { mode: "caller", words: "As the caller", hint: "with the caller’s own credential" },
  { mode: "delegated", words: "Delegated", hint: "on behalf of the caller, both named" },
  { mode: "service", words: "As a service", hint: "with a credential that is nobody’s" },
] as const;

/** What must hold of a call: its arguments, and as whom it would run. */
export function ConditionFields({ rule, onRule }: FieldsProps) {
  const { runAs, ...others } = rule.when ?? {};
  const setWhen = (when: NonNullable<typeof rule.when>) => {
    const stands = Object.values(when).some((part) => part !== undefined);
    onRule({ ...rule, when: stands ? when : undefined });
  };
  return (
    <>
      <ArgumentConditions
        resources={rule.resources}
        schema={rule.when?.arguments}
        onSchema={(schema) => setWhen({ ...rule.when, arguments: schema })}
      />
      <fieldset className="grid gap-2 rounded-md border px-3 pt-1 pb-3">
        <legend className="px-1 text-sm font-medium">Runs only</legend>
        {MODES.map(({ mode, words, hint }) => (
          <CheckField
            key={mode}
            label={words}
            hint={hint}
            checked={runAs?.includes(mode) ?? false}
            onChange={(event) => {
              const kept = (runAs ?? []).filter((one) => one !== mode);
              const next = event.target.checked ? [...kept, mode] : kept;
              setWhen({ ...others, ...(next.length > 0 && { runAs: next }) });
            }}
          />
        ))}
        <p className="text-xs text-ink-3">Nothing chosen: as whomever it runs.</p>
      </fieldset>
    </>
  );
}
