import type { DraftView } from "@/lib/policy/drafts/model";
import { Age } from "../../ui/age";
import { ActorName } from "../actor-name";
import type { DraftText } from "./use-draft-text";
import type { useTextCheck } from "./use-text-check";

/** Whether the text is saved, and how many problems it has, in one line. */
export function TextStatus({
  id,
  draft: { savedAt, savedBy },
  written: { dirty, saving },
  check: { review, problems, behind, failed },
  readOnly,
  now,
}: {
  id: string;
  draft: DraftView;
  written: DraftText;
  check: ReturnType<typeof useTextCheck>;
  readOnly: boolean;
  now: number;
}) {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return (
    <p id={id} className="flex min-w-0 flex-1 flex-wrap gap-x-3 text-sm text-ink-2">
      <span role="status">
        {saving ? (
          "Saving…"
        ) : dirty ? (
          <span className="font-medium text-ink">Not saved yet</span>
        ) : (
          <>
            Saved <Age iso={savedAt} now={now} />{" "}
            <span className="max-sm:sr-only">
              by <ActorName name={savedBy} />
            </span>
          </>
        )}
      </span>
      {readOnly && <span>Read only</span>}
      <span aria-live="polite" className={errors > 0 ? "font-medium text-danger" : "text-ink-3"}>
        {failed
          ? "It could not be checked now"
          : review === undefined || behind
            ? "Checking…"
            : errors > 0
              ? `${errors} ${errors === 1 ? "problem" : "problems"}`
              : `No problem, ${testsInWords(review.tests.total)}`}
      </span>
    </p>
  );
}

function testsInWords(total: number): string {
  if (total === 0) return "no test is stored";
  return total === 1 ? "its test passes" : `all ${total} tests pass`;
}
