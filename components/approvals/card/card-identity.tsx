import { IdentityHero } from "../../identity/identity-hero";
import { RELATION_WORDS, VERDICT_MEANINGS } from "../../identity/verdict-words";
import { InertText } from "../../ui/inert-text";
import { pairOf } from "../pair-of";
import { CardSection } from "./card-section";
import type { CardData } from "./card-data";

/** Who asks and as whom it would run, what that is called, and by which rules. */
export function CardIdentity({ approval }: { approval: CardData }) {
  const { verdict, relation, reasons } = approval;
  return (
    <CardSection
      title="Who asks, and as whom it would run"
      aside={
        <span className="rounded border px-1.5 text-2xs text-ink-2">
          {RELATION_WORDS[relation]}
        </span>
      }
    >
      <IdentityHero call={pairOf(approval)} ahead />
      <ul aria-label="Judged as if it had run" className="grid gap-1 text-ink-2">
        <li aria-hidden className="text-xs text-ink-3">
          Judged as if it had run:
        </li>
        {reasons.length === 0 && <li>{VERDICT_MEANINGS[verdict]}.</li>}
        {reasons.map(({ rule, text }) => (
          <li key={`${rule} ${text}`} title={rule} className="wrap-anywhere">
            <InertText text={text} spaces />
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
