import type { DraftReview } from "@/lib/policy/guard/review-view";
import { InertText } from "../../ui/inert-text";
import { ActorName } from "../actor-name";

const SHOWN = 5;

/** Which rules let an author, or a group of theirs, do more. */
export function LooseningWords({ review: { loosens, unknownAuthors } }: { review: DraftReview }) {
  return (
    <ul className="grid gap-1 text-xs text-ink-2">
      {loosens.slice(0, SHOWN).map((one) => (
        <li
          key={`${one.author} ${one.whose} ${one.ruleId} ${one.change}`}
          className="wrap-anywhere"
        >
          <InertText text={one.ruleId} className="font-mono" />{" "}
          {one.change === "added" ? "comes" : "goes"}, which{" "}
          {unknownAuthors.includes(one.author) ? (
            <>
              lets somebody do more, and who <ActorName name={one.author} /> is at the gateways is
              not known: link the member to a person
            </>
          ) : one.whose === "author" ? (
            <>
              lets <ActorName name={one.author} /> do more
            </>
          ) : (
            <>
              lets <InertText text={one.whose} /> do more, which <ActorName name={one.author} /> is
              in
            </>
          )}
        </li>
      ))}
      {loosens.length > SHOWN && <li>and {loosens.length - SHOWN} more</li>}
    </ul>
  );
}
