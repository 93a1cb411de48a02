import type { Leaf } from "@/lib/approvals/argument-leaves";
import type { SelectionView } from "@/lib/approvals/selection-view";
import { FactList } from "../../calls/detail/section";
import { IdentityHero } from "../../identity/identity-hero";
import { VERDICT_MEANINGS } from "../../identity/verdict-words";
import { CardSection } from "../card/card-section";
import { FoldedText } from "../card/folded-text";
import { LeafRows } from "../card/leaf-rows";
import { pairOf } from "../pair-of";
import { hasSamePair } from "./alike";

type Items = SelectionView["items"];

/** What is the same in all of them: identities, gateway, agent, and values of the arguments. */
export function SharedFacts({
  items,
  leaves,
  isMasked,
}: {
  items: Items;
  leaves: readonly Leaf[];
  isMasked: (path: string) => boolean;
}) {
  const [first] = items;
  if (first === undefined) return null;
  const facts = [
    { name: "Gateway", value: shared(items, ({ source }) => source.name) },
    { name: "Agent", value: shared(items, ({ client }) => client) },
    { name: "Runs as", value: shared(items, ({ runAs }) => runAs) },
  ].flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]));
  return (
    <CardSection title="The same in all of them">
      {hasSamePair(items) && <IdentityHero call={pairOf(first)} ahead />}
      {shared(items, ({ verdict }) => verdict) !== null && (
        <p className="text-ink-2">{VERDICT_MEANINGS[first.verdict]}.</p>
      )}
      {facts.length > 0 && (
        <FactList>
          {facts.map(({ name, value }) => (
            <Fact key={name} name={name} value={value} />
          ))}
        </FactList>
      )}
      {leaves.length > 0 && <LeafRows leaves={leaves} masked={isMasked} of=" in all of them" />}
    </CardSection>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <FoldedText text={value} name={name.toLowerCase()} />
      </dd>
    </>
  );
}

/** The one value that all have; null where they differ, or have none. */
function shared(items: Items, of: (item: Items[number]) => string | null): string | null {
  const values = new Set(items.map(of));
  const [value = null] = values;
  return values.size === 1 ? value : null;
}
