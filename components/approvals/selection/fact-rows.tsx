import { FactList } from "../../calls/detail/section";
import { FoldedText } from "../card/folded-text";
import type { Fact } from "./facts";

/** Facts in two columns; what is long is a fold like any other. */
export function FactRows({ facts, of }: { facts: readonly Fact[]; of: string }) {
  if (facts.length === 0) return null;
  return (
    <FactList>
      {facts.map(({ name, value }) => (
        <FactRow key={name} name={name} value={value} of={of} />
      ))}
    </FactList>
  );
}

function FactRow({ name, value, of }: { name: string; value: string; of: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <FoldedText text={value} name={`${name.toLowerCase()}${of}`} />
      </dd>
    </>
  );
}
