import type { DraftView } from "@/lib/policy/drafts/model";
import type { DraftReview } from "@/lib/policy/guard/review-view";
import { CheckField } from "../../ui/check-field";
import { InertText } from "../../ui/inert-text";
import { Gate } from "./gate";
import { PlaceLink } from "./place-link";

const SHOWN = 5;

/** The draft stands on the version in force. */
export function VersionGate({ review: { base, inForce } }: { review: DraftReview }) {
  if (base === inForce)
    return (
      <Gate
        state="done"
        title={base === 0 ? "It is the first version" : `Made from version ${base}, in force`}
      />
    );
  return (
    <Gate state="wrong" title={`Version ${inForce} is in force by now`}>
      <p className="text-ink-2">Take in their change first: it is shown beside this one.</p>
    </Gate>
  );
}

/** The text can be read, and every approval can be given. */
export function DefectsGate({
  draft: { id },
  review: { defects },
}: {
  draft: DraftView;
  review: DraftReview;
}) {
  if (defects.length === 0) return <Gate state="done" title="The text has no error" />;
  return (
    <Gate
      state="wrong"
      title={`The text has ${defects.length === 1 ? "an error" : `${defects.length} errors`}`}
    >
      <ul className="grid gap-1 text-xs text-ink-2">
        {defects.slice(0, SHOWN).map(({ line, column, path, message }) => (
          <li key={`${line}:${column} ${path} ${message}`} className="wrap-anywhere">
            <PlaceLink id={id} line={line} column={column} />{" "}
            <InertText text={path === "" ? message : `${path}: ${message}`} />
          </li>
        ))}
        {defects.length > SHOWN && <li>and {defects.length - SHOWN} more</li>}
      </ul>
    </Gate>
  );
}

/** Its tests pass, or somebody who may has said that they need not. */
export function TestsGate({
  draft: { id, agreement },
  review: { tests, readable, singleAdmin },
  override,
  onOverride,
}: {
  draft: DraftView;
  review: DraftReview;
  override: boolean;
  onOverride: (override: boolean) => void;
}) {
  const { total, failed } = tests;
  if (failed.length === 0)
    return (
      <Gate
        state={readable ? "done" : "open"}
        title={
          total === 0
            ? readable
              ? "It has no test"
              : "No test was run"
            : total === 1
              ? "The test passes"
              : `All ${total} tests pass`
        }
      />
    );
  const isOverridden = agreement?.overridesTests === true || override;
  return (
    <Gate
      state={isOverridden ? "open" : "wrong"}
      title={`${total === 1 ? "The test fails" : `${failed.length} of ${total} tests ${failed.length === 1 ? "fails" : "fail"}`}${isOverridden ? ", overridden" : ""}`}
    >
      <ul className="grid gap-1 text-xs text-ink-2">
        {failed.slice(0, SHOWN).map(({ line, column, name, expected, answered }) => (
          <li key={`${line} ${name}`} className="wrap-anywhere">
            <PlaceLink id={id} line={line} column={column} /> <InertText text={name} />: expects{" "}
            {expected}, gets {answered}
          </li>
        ))}
        {failed.length > SHOWN && <li>and {failed.length - SHOWN} more</li>}
      </ul>
      {agreement === null && singleAdmin.on && (
        <CheckField
          label={`Publish although ${failed.length === 1 ? "it fails" : "they fail"}`}
          hint="Recorded: you are the only admin."
          checked={override}
          onChange={(event) => onOverride(event.target.checked)}
        />
      )}
      {agreement === null && !singleAdmin.on && (
        <p className="text-xs text-ink-3">A second admin can override this when they agree.</p>
      )}
    </Gate>
  );
}
