import { InertText } from "../../ui/inert-text";
import { PublicId } from "../public-id";
import { RiskMark } from "../risk-mark";
import { Sentence } from "../sentence";
import { CardAround, CardOutcome, CardPresence } from "./around-decision";
import { CardArguments } from "./card-arguments";
import { CardFacts } from "./card-facts";
import { CardHistory } from "./card-history";
import { CardIdentity } from "./card-identity";
import { CardAge } from "./card-now";
import { FoldedText } from "./folded-text";
import { StateBanner } from "./state-banner";
import { WhyHeld } from "./why-held";
import type { CardData } from "./card-data";

/** Everything about one held call, in the order in which it is judged. */
export function CardBody({ approval }: { approval: CardData }) {
  const { id, state, sentence, source, requestedAt, justification } = approval;
  return (
    <div
      role="region"
      aria-label="Everything about it"
      tabIndex={0}
      data-scrolls
      className="min-h-0 flex-1 overflow-auto -outline-offset-2"
    >
      <div className="mx-auto grid w-full max-w-3xl gap-6 px-4 pt-5 pb-8">
        <header className="grid gap-3">
          <StateBanner approval={approval} />
          <p className="flex flex-wrap items-center gap-2 text-xs text-ink-3">
            <RiskMark of={approval} />
            <span>
              asked <CardAge iso={requestedAt} /> through <InertText text={source.name} spaces />
            </span>
            <PublicId id={id} />
          </p>
          <h2 className="text-xl leading-snug tracking-tight text-ink-2 wrap-anywhere">
            <Sentence {...sentence} />
          </h2>
          <CardPresence id={id} />
          {justification !== null && (
            <figure className="grid gap-1 border-l-2 pl-3">
              <figcaption className="text-xs text-ink-3">
                What the agent says; nobody checked it
              </figcaption>
              <blockquote className="wrap-anywhere whitespace-pre-wrap text-ink-2">
                <FoldedText text={justification} name="what the agent says" />
              </blockquote>
            </figure>
          )}
        </header>
        {state !== "pending" && <CardOutcome id={id} />}
        <CardIdentity approval={approval} />
        <CardArguments approval={approval} />
        <CardFacts approval={approval} />
        <WhyHeld approval={approval} />
        {state === "pending" && <CardOutcome id={id} />}
        <CardHistory history={approval.history} />
        <CardAround id={id} />
      </div>
    </div>
  );
}
