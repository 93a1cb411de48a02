"use client";
import { useMutation } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { importCsv, kindOf, previewCsv } from "@/lib/identity/directory-requests";
import { directoryKindSchema } from "@/lib/identity/directory-rows";
import { columnsOf, KIND_NAMES } from "@/lib/identity/kind-words";
import { AreaField } from "../ui/area-field";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { SelectField } from "../ui/select-field";
import { ImportPreviewTable } from "./import-preview-table";
import { SectionHead } from "./section-head";
import { useRefresh } from "./use-change";
import { useWriteRefusal } from "./write-access";

const MOST_CHARACTERS = 1_000_000;

/** A CSV of one kind: first what it would change, line by line; then, all or nothing, the change. */
export function ImportPage() {
  const [named, setNamed] = useQueryState("kind", parseAsString);
  const kind = kindOf(named ?? undefined) ?? "links";
  const [csv, setCsv] = useState("");
  const refusal = useWriteRefusal();
  const refresh = useRefresh();
  const previewing = useMutation({
    mutationFn: (wanted: { kind: typeof kind; csv: string }) => previewCsv(wanted.kind, wanted.csv),
  });
  const applying = useMutation({
    mutationFn: (wanted: { kind: typeof kind; csv: string }) => importCsv(wanted.kind, wanted.csv),
    onSuccess: refresh,
  });
  const edit = (text: string) => {
    setCsv(text);
    previewing.reset();
    applying.reset();
  };
  const preview = previewing.data;
  const changes = preview ? preview.counts.new + preview.counts.changed : 0;
  return (
    <div className="pb-10">
      <SectionHead
        title="Import a CSV"
        lead="Nothing changes before you have seen what would. A file with one bad line is not applied at all."
      />
      <form
        className="grid max-w-2xl gap-4 px-3 pb-5 md:px-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (refusal === null) previewing.mutate({ kind, csv });
        }}
      >
        <SelectField
          label="What it holds"
          value={kind}
          onChange={(event) => {
            void setNamed(event.target.value);
            edit(csv);
          }}
          options={directoryKindSchema.options.map((value) => ({
            value,
            name: KIND_NAMES[value],
          }))}
        />
        <Columns kind={kind} />
        <Field
          label="File"
          type="file"
          accept=".csv,text/csv,text/plain"
          className="h-10 py-1.5 file:mr-3 file:h-6 file:rounded file:border file:border-line-strong file:bg-surface file:px-2 file:text-xs file:font-medium"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void file.text().then(edit);
          }}
        />
        <AreaField
          label="Or its text"
          rows={6}
          required
          maxLength={MOST_CHARACTERS}
          value={csv}
          onChange={(event) => edit(event.target.value)}
          hint="With a header line. At most 1,000,000 characters at once."
        />
        {(previewing.error ?? applying.error) && (
          <Notice>{(previewing.error ?? applying.error)?.message}</Notice>
        )}
        <div>
          <Button
            type="submit"
            variant={preview ? "outline" : "primary"}
            disabledReason={refusal ?? (previewing.isPending ? "Reading the lines…" : null)}
          >
            Show what would change
          </Button>
        </div>
      </form>
      {preview && (
        <ImportPreviewTable preview={preview}>
          {applying.isSuccess ? (
            <span role="status">Imported.</span>
          ) : (
            <Button
              variant="primary"
              disabledReason={
                preview.counts.error > 0
                  ? "Mend the lines with errors first"
                  : changes === 0
                    ? "Nothing would change"
                    : applying.isPending
                      ? "Importing…"
                      : null
              }
              onClick={() => applying.mutate({ kind, csv })}
            >
              Import
            </Button>
          )}
        </ImportPreviewTable>
      )}
    </div>
  );
}

function Columns({ kind }: { kind: Parameters<typeof columnsOf>[0] }) {
  return (
    <p className="text-xs text-ink-2">
      Columns:{" "}
      {columnsOf(kind).map(({ name, optional }, at) => (
        <span key={name}>
          {at > 0 && ", "}
          <code className="font-mono">{name}</code>
          {optional && <span className="text-ink-3"> (may be empty)</span>}
        </span>
      ))}
    </p>
  );
}
