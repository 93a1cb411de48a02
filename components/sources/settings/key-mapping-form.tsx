"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { keyMappingSchema, MAPPABLE_FIELDS, type MappableField } from "@/lib/sources/model";
import { formatsOptions } from "@/lib/sources/options";
import type { SourceView } from "@/lib/sources/view";
import { Button } from "../../ui/button";
import { SelectField } from "../../ui/select-field";
import { MappingRow, type MappingDraft } from "./mapping-row";
import { SaveRow } from "./save-row";
import { useSaveSettings } from "./use-save-settings";

/** How records are read: their format, and which of the gateway's keys hold which field of a call. */
export function KeyMappingForm({ source, fixed }: { source: SourceView; fixed: string | null }) {
  const { data: formats } = useSuspenseQuery(formatsOptions());
  const [rows, setRows] = useState<MappingDraft[]>(() => rowsOf(source));
  const [format, setFormat] = useState(source.format);
  const saving = useSaveSettings(source.id);
  const change = (next: MappingDraft[]) => {
    saving.reset();
    setRows(next);
  };
  const wanted = mappingOf(rows);
  const isSame =
    format === source.format &&
    JSON.stringify(wanted) === JSON.stringify(mappingOf(rowsOf(source)));
  const why = formats.items.find((one) => one.format === format)?.mapping?.why;
  const unused = MAPPABLE_FIELDS.filter((field) => !rows.some((row) => row.field === field));
  const [next] = unused;
  return (
    <form
      className="grid gap-4 border-t pt-6"
      aria-labelledby="mapping"
      onSubmit={(event) => {
        event.preventDefault();
        if (fixed !== null || isSame || saving.isPending) return;
        const mapping = keyMappingSchema.parse(wanted);
        const keyMapping = Object.keys(mapping).length === 0 ? null : mapping;
        saving.mutate({ format, keyMapping });
      }}
    >
      <div className="grid gap-1">
        <h2 id="mapping" className="text-base font-semibold">
          How its records are read
        </h2>
        <p className="max-w-prose text-sm text-ink-2">
          From the next event on; what waits in quarantine can be replayed afterwards.
        </p>
      </div>
      <SelectField
        label="Format"
        className="max-w-md"
        value={format}
        disabled={fixed !== null}
        onChange={(event) => {
          saving.reset();
          setFormat(event.target.value);
        }}
        options={formats.items.map((one) => ({ value: one.format, name: one.title }))}
        hint="For events that are sent without naming a format. The trust stays as it is set above."
      />
      <div className="grid gap-1">
        <h3 className="text-sm font-medium">Keys of its own</h3>
        <p className="max-w-prose text-sm text-ink-2">
          Where your gateway logs something under a key of its own, name the key: the literal key
          first, else a path with dots. A mapped value replaces what the format would have read, and
          counts as the gateway's own word.
        </p>
        {why && <p className="max-w-prose text-sm text-ink-2">For this format: {why}</p>}
      </div>
      {rows.length > 0 && (
        <ul className="grid gap-2">
          {rows.map((row, at) => (
            <MappingRow
              key={row.field}
              row={row}
              choices={MAPPABLE_FIELDS.filter(
                (field) => field === row.field || unused.includes(field),
              )}
              disabled={fixed !== null}
              onChange={(changed) => change(rows.with(at, changed))}
              onRemove={() => change(rows.filter((one) => one !== row))}
            />
          ))}
        </ul>
      )}
      <Button
        size="sm"
        className="justify-self-start"
        disabledReason={fixed ?? (next === undefined ? "Every field is mapped" : null)}
        onClick={() => next && change([...rows, { field: usual(unused), key: "" }])}
      >
        <Plus aria-hidden className="size-3.5" />
        Map a field
      </Button>
      <SaveRow
        words="Save how they are read"
        fixed={fixed}
        unchanged={isSame ? "Nothing is changed" : null}
        saving={saving}
      />
    </form>
  );
}

/** What is missing most often comes first. */
function usual(unused: readonly MappableField[]): MappableField {
  return unused.find((field) => field === "caller.sub") ?? unused[0] ?? "id";
}

function rowsOf(source: SourceView): MappingDraft[] {
  return MAPPABLE_FIELDS.flatMap((field) => {
    const key = source.keyMapping?.[field];
    return key === undefined ? [] : [{ field, key }];
  });
}

/** Rows without a key are not saved. */
function mappingOf(rows: readonly MappingDraft[]): Partial<Record<MappableField, string>> {
  return Object.fromEntries(
    MAPPABLE_FIELDS.flatMap((field) => {
      const key = rows.find((row) => row.field === field)?.key.trim();
      return key ? [[field, key]] : [];
    }),
  );
}
