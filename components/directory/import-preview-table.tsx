import { IMPORT_STATES, type ImportPreview, type ImportState } from "@/lib/identity/import-preview";
import { cn } from "../ui/cn";
import { type Column, DataTable } from "../ui/data-table";
import { InertText } from "../ui/inert-text";
import { SectionHead } from "./section-head";

type Row = ImportPreview["rows"][number];

const WORDS: Record<ImportState, string> = {
  error: "error",
  changed: "changed",
  new: "new",
  unchanged: "unchanged",
};

/** What each line would do; the ones with errors first. */
export function ImportPreviewTable({
  preview,
  children,
}: {
  preview: ImportPreview;
  /** The way on. */
  children: React.ReactNode;
}) {
  const all = IMPORT_STATES.reduce((sum, state) => sum + preview.counts[state], 0);
  return (
    <section aria-label="What would change">
      <SectionHead
        title="What would change"
        lead={IMPORT_STATES.filter((state) => preview.counts[state] > 0)
          .map((state) => countOf(preview.counts[state], state))
          .join(" · ")}
      >
        {children}
      </SectionHead>
      <DataTable
        label="Lines of the import"
        columns={COLUMNS}
        rows={preview.rows}
        keyOf={({ line }) => String(line)}
      />
      {all > preview.rows.length && (
        <p className="px-3 py-3 text-ink-3 md:px-4">
          And {(all - preview.rows.length).toLocaleString("en")} more lines.
        </p>
      )}
    </section>
  );
}

/** "2 errors", "3 new" */
function countOf(count: number, state: ImportState): string {
  const plural = state === "error" && count !== 1 ? "s" : "";
  return `${count.toLocaleString("en")} ${WORDS[state]}${plural}`;
}

const COLUMNS: readonly Column<Row>[] = [
  { head: "Line", className: "text-right tabular-nums", cell: ({ line }) => line },
  {
    head: "Would be",
    cell: ({ state }) => (
      <span
        className={cn(
          state === "error" && "font-medium text-danger",
          state === "unchanged" && "text-ink-3",
          (state === "new" || state === "changed") && "font-medium",
        )}
      >
        {WORDS[state]}
      </span>
    ),
  },
  {
    head: "Entry",
    cell: ({ subject }) => (
      <InertText
        text={subject}
        spaces
        className="block w-max max-w-md truncate font-mono text-2xs"
      />
    ),
  },
  {
    head: "What",
    className: "w-full",
    cell: ({ message, changes }) => (
      <span className="block min-w-56 whitespace-normal wrap-anywhere">
        {message === null ? <Changes changes={changes} /> : <InertText text={message} />}
      </span>
    ),
  },
];

function Changes({ changes }: { changes: Row["changes"] }) {
  return (
    <ul className="grid gap-0.5 text-xs">
      {changes.map(({ field, from, to }) => (
        <li key={field}>
          <code className="font-mono text-ink-3">{field}</code>{" "}
          <del className="text-ink-3">
            <InertText text={from ?? "nothing"} spaces />
          </del>{" "}
          <span className="sr-only">becomes</span>
          <ins className="no-underline">
            <InertText text={to ?? "nothing"} spaces />
          </ins>
        </li>
      ))}
    </ul>
  );
}
