import { isLong, type Leaf } from "@/lib/approvals/argument-leaves";
import { markedText } from "@/lib/hostile-text";
import { cn } from "../../ui/cn";
import { InertText } from "../../ui/inert-text";
import { FoldedText } from "./folded-text";

export type RowDifference = { kind: "changed"; was: Leaf } | { kind: "new" } | { kind: "gone" };

/** One value of the arguments, under its full name, and how it differs from the call before. */
export function ArgumentRow({
  leaf,
  of = "",
  masked,
  difference,
}: {
  leaf: Leaf;
  /** Whose it is, where a card has several: what is said after its name. */
  of?: string;
  /** A secret in it is masked. */
  masked: boolean;
  difference: RowDifference | undefined;
}) {
  const name = nameOf(leaf) + of;
  return (
    <div
      className={cn(
        "grid gap-x-3 gap-y-0.5 px-3 py-2 @min-[520px]:grid-cols-[minmax(6rem,11rem)_minmax(0,1fr)]",
        difference && "border-l-2 border-l-accent pl-2.5",
      )}
    >
      <dt className="min-w-0 text-xs leading-5 wrap-anywhere text-ink-3">
        <Steps leaf={leaf} />
        {difference && (
          <span className="ml-1.5 rounded-[4px] bg-selected px-1 text-2xs font-medium text-ink">
            {difference.kind}
          </span>
        )}
      </dt>
      <dd className="min-w-0 font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap">
        <Value leaf={leaf} name={name} masked={masked} />
        {difference?.kind === "changed" && (
          <span className="mt-1 block text-ink-3">
            <span className="font-sans">was </span>
            <Value leaf={difference.was} name={`${name} before`} masked />
          </span>
        )}
      </dd>
    </div>
  );
}

function Value({
  leaf: { text, isString },
  name,
  masked,
}: {
  leaf: Leaf;
  name: string;
  masked: boolean;
}) {
  // An unfolded one is a box of its own.
  const mark = isString && !isLong(text) && <span className="text-ink-3">"</span>;
  return (
    <>
      {mark}
      <FoldedText text={text} name={name} masked={masked} />
      {mark}
    </>
  );
}

function Steps({ leaf: { steps } }: { leaf: Leaf }) {
  if (steps.length === 0) return "the whole value";
  return steps.map((step, at) => (
    <span key={at}>
      {typeof step === "number" ? (
        `[${step}]`
      ) : (
        <>
          {at > 0 && " › "}
          <span className="font-medium text-ink-2">
            {isLong(step) ? (
              <FoldedText text={step} name="a name" />
            ) : (
              <InertText text={step} spaces />
            )}
          </span>
        </>
      )}
    </span>
  ));
}

function nameOf({ steps }: Leaf): string {
  if (steps.length === 0) return "the value";
  return markedText([...steps.join(" › ")].slice(0, MOST_NAME).join(""));
}

const MOST_NAME = 80;
