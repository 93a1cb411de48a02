import type { Leaf } from "@/lib/approvals/argument-leaves";
import type { SelectionView } from "@/lib/approvals/selection-view";
import { IdentityHero } from "../../identity/identity-hero";
import { VERDICT_MEANINGS } from "../../identity/verdict-words";
import { CardSection } from "../card/card-section";
import { LeafRows } from "../card/leaf-rows";
import { pairOf } from "../pair-of";
import { FactRows } from "./fact-rows";
import type { Fact } from "./facts";

const OF_ALL = " in all of them";

/** What is the same in all of them: identities, what a yes is bound to, and values of the arguments. */
export function SharedFacts({
  first,
  samePair,
  facts,
  leaves,
}: {
  first: SelectionView["items"][number];
  /** They are all of one identity, run as one, and are judged the same. */
  samePair: boolean;
  facts: readonly Fact[];
  leaves: readonly Leaf[];
}) {
  return (
    <CardSection title="The same in all of them">
      {samePair && (
        <>
          <IdentityHero call={pairOf(first)} ahead />
          <p className="text-ink-2">{VERDICT_MEANINGS[first.verdict]}.</p>
        </>
      )}
      <FactRows facts={facts} of={OF_ALL} />
      {leaves.length > 0 && <LeafRows leaves={leaves} of={OF_ALL} />}
      {!samePair && facts.length + leaves.length === 0 && <p className="text-ink-2">Nothing.</p>}
    </CardSection>
  );
}
