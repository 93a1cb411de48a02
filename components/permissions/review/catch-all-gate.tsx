import { useMemo } from "react";
import type { DraftView } from "@/lib/policy/drafts/model";
import type { DraftReview } from "@/lib/policy/guard/review-view";
import { ruleNames } from "@/lib/policy/rule-names";
import { CheckField } from "../../ui/check-field";
import { RuleName } from "../rule-name";
import { Gate } from "./gate";
import { PlaceLink } from "./place-link";
import { touchedInWords } from "../touched-words";

/** New rules that match everything: each is confirmed with what it touches today. Nothing where none does. */
export function CatchAllGate({
  draft: { id, document },
  review: { catchAll },
  confirmed,
  onConfirmed,
}: {
  draft: DraftView;
  review: DraftReview;
  confirmed: ReadonlySet<string>;
  onConfirmed: (confirmed: ReadonlySet<string>) => void;
}) {
  const names = useMemo(() => ruleNames(document), [document]);
  if (catchAll.length === 0) return null;
  const ruleIds = [...new Set(catchAll.map(({ ruleId }) => ruleId))];
  const isDone = ruleIds.every((ruleId) => confirmed.has(ruleId));
  return (
    <Gate
      state={isDone ? "done" : "open"}
      title={`${ruleIds.length === 1 ? "A rule matches" : `${ruleIds.length} rules match`} everything`}
    >
      {ruleIds.map((ruleId) => (
        <CheckField
          key={ruleId}
          checked={confirmed.has(ruleId)}
          onChange={(event) => {
            const next = new Set(confirmed);
            if (event.target.checked) next.add(ruleId);
            else next.delete(ruleId);
            onConfirmed(next);
          }}
          label={
            <>
              I mean it: <RuleName id={ruleId} names={names} />
            </>
          }
          hint={catchAll
            .filter((one) => one.ruleId === ruleId)
            .map((one) => `${one.selector} touches ${touchedInWords(one)} today`)
            .join("; ")}
        />
      ))}
      <p className="flex flex-wrap gap-2 pl-6.5 text-xs text-ink-3">
        in the text at
        {catchAll.map(({ line, column }) => (
          <PlaceLink key={`${line}:${column}`} id={id} line={line} column={column} />
        ))}
      </p>
    </Gate>
  );
}
