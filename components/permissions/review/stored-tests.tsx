"use client";
import { Check, X } from "lucide-react";
import Link from "next/link";
import type { DraftReview } from "@/lib/policy/guard/review-view";
import { type DraftView, isOpenDraft } from "@/lib/policy/drafts/model";
import { type StoredTest, storedTests } from "@/lib/policy/stored-tests";
import { routes } from "@/lib/routes";
import { type Column, DataTable } from "../../ui/data-table";
import { InertText } from "../../ui/inert-text";
import { Part } from "./part";
import { RemoveTest } from "./remove-test";
import { TestDialog } from "./test-dialog";
import { useReviewRefusal } from "./use-review-refusal";

type Row = StoredTest & { answered: string | null };

/** What the policy must answer whatever else changes, and what the draft answers. */
export function StoredTests({ draft, review }: { draft: DraftView; review: DraftReview }) {
  const refusal = useReviewRefusal(draft.id);
  const tests = storedTests(draft.document);
  const isBroken = tests === null || !review.readable;
  const answers = new Map(review.tests.failed.map((one) => [one.name, one.answered]));
  const rows = (tests ?? []).map((test) => ({ ...test, answered: answers.get(test.name) ?? null }));
  return (
    <Part
      title="Tests"
      lead="Questions with the answer that they must get, stored in the text. By the rules alone, with the directory of today."
      action={isOpenDraft(draft.state) && <TestDialog draft={draft} refusal={refusal} />}
    >
      {rows.length === 0 ? (
        <p className="text-sm text-ink-3">
          {tests === null
            ? "They cannot be read while the text has an error."
            : "None is stored yet. One that fails holds back every draft that would break it."}
        </p>
      ) : (
        <div className="overflow-hidden rounded-md border">
          <DataTable
            label="Tests"
            columns={columnsOf(draft, isBroken, refusal)}
            rows={rows}
            keyOf={({ name, line }) => `${line} ${name}`}
          />
        </div>
      )}
    </Part>
  );
}

function columnsOf(
  draft: DraftView,
  isBroken: boolean,
  refusal: string | null,
): readonly Column<Row>[] {
  return [
    { head: "Result", cell: (row) => <Result row={row} isBroken={isBroken} /> },
    {
      head: "Test",
      className: "w-full",
      cell: ({ name, line }) => (
        <Link
          href={routes.draft(draft.id, { line: String(line) })}
          prefetch={false}
          className="block min-w-44 whitespace-normal underline-offset-2 wrap-anywhere hover:underline"
        >
          <InertText text={name} spaces />
        </Link>
      ),
    },
    {
      head: "Asks",
      cell: ({ request: { subject, resource } }) => (
        <span className="grid w-max max-w-72 font-mono text-xs leading-tight">
          <InertText text={resource.id} spaces className="truncate" />
          <InertText text={subject.id} spaces className="truncate text-2xs text-ink-3" />
        </span>
      ),
    },
    { head: "Expects", cell: ({ expect }) => expect },
    ...(isOpenDraft(draft.state)
      ? [
          {
            head: "Change",
            cell: (row: Row) => (
              <span className="flex gap-1">
                <TestDialog draft={draft} test={row} refusal={refusal} />
                <RemoveTest draft={draft} name={row.name} refusal={refusal} />
              </span>
            ),
          },
        ]
      : []),
  ];
}

function Result({ row: { answered }, isBroken }: { row: Row; isBroken: boolean }) {
  if (isBroken) return <span className="text-ink-3">not run</span>;
  if (answered === null)
    return (
      <span className="inline-flex items-center gap-1.5">
        <Check aria-hidden className="size-3.5 text-ink-3" /> passes
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1.5 font-medium text-danger">
      <X aria-hidden className="size-3.5" /> gets {answered}
    </span>
  );
}
