"use client";
import { ArrowLeft, X } from "lucide-react";
import { useId } from "react";
import type { MappableField } from "@/lib/sources/model";
import { Button } from "../../ui/button";
import { Input } from "../../ui/input";
import { SelectField } from "../../ui/select-field";

export type MappingDraft = { field: MappableField; key: string };

/** One field of a call and the gateway's key that holds it. */
export function MappingRow({
  row,
  choices,
  disabled,
  onChange,
  onRemove,
}: {
  row: MappingDraft;
  choices: readonly MappableField[];
  disabled: boolean;
  onChange: (row: MappingDraft) => void;
  onRemove: () => void;
}) {
  const id = useId();
  return (
    <li className="flex flex-wrap items-center gap-2 max-md:rounded-md max-md:border max-md:p-2">
      <SelectField
        label="Field"
        hideLabel
        compact
        value={row.field}
        disabled={disabled}
        className="w-56 max-md:flex-1"
        onChange={(event) => {
          const field = choices.find((one) => one === event.target.value);
          if (field) onChange({ ...row, field });
        }}
        options={choices.map((value) => ({ value, name: value }))}
      />
      <ArrowLeft aria-hidden className="size-4 text-ink-3 max-md:hidden" />
      <label htmlFor={id} className="sr-only">
        Key that holds {row.field}
      </label>
      <Input
        id={id}
        value={row.key}
        disabled={disabled}
        maxLength={256}
        placeholder="the key in its records"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="w-72 font-mono max-md:order-last max-md:w-full"
        onChange={(event) => onChange({ ...row, key: event.target.value })}
      />
      <Button
        variant="ghost"
        aria-label={`Remove ${row.field}`}
        className="w-8 px-0"
        disabledReason={disabled ? "It cannot be changed" : null}
        onClick={onRemove}
      >
        <X aria-hidden className="size-4" />
      </Button>
    </li>
  );
}
