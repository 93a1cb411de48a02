"use client";
import { useSuspenseQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { leavesOf, shareLeaves } from "@/lib/approvals/argument-leaves";
import { argumentsOptions } from "@/lib/approvals/options";
import { isOfOneTool } from "@/lib/approvals/selection";
import type { SelectionView } from "@/lib/approvals/selection-view";
import type { ApprovalArguments } from "@/lib/approvals/view";
import { QueryBoundary } from "../../layout/query-boundary";
import { InertText } from "../../ui/inert-text";
import { ArgumentsNotRead, ArgumentsWaiting } from "../card/arguments-not-there";
import { RiskMark } from "../risk-mark";
import { shareFacts } from "./facts";
import { SelectedCall } from "./selected-call";
import { SelectionAgainst } from "./selection-against";
import { SharedFacts } from "./shared-facts";

/** What the calls share, once, and then each with what only it has. */
export function SelectionBody({
  selection,
  onLeaveOut,
}: {
  selection: SelectionView;
  onLeaveOut: (id: string) => void;
}) {
  const { items, approve, deny } = selection;
  const [first] = items;
  if (first === undefined) return null;
  const isOne = items.every((item) => isOfOneTool(item, first));
  return (
    <div
      role="region"
      aria-label="Everything about them"
      tabIndex={0}
      data-scrolls
      className="min-h-0 flex-1 overflow-auto -outline-offset-2"
    >
      <div className="mx-auto grid w-full max-w-3xl gap-6 px-4 pt-5 pb-8">
        <header className="grid gap-3">
          {isOne && (
            <p className="flex">
              <RiskMark of={first} />
            </p>
          )}
          <h2 className="text-xl leading-snug tracking-tight text-ink-2 wrap-anywhere">
            {items.length} calls of{" "}
            <span className="font-semibold text-ink">
              {isOne ? <InertText text={first.sentence.what} spaces /> : "several tools"}
            </span>
          </h2>
          <SelectionAgainst
            approve={approve}
            deny={deny}
            count={items.length}
            callers={new Set(items.map(({ caller }) => caller?.id)).size}
            onLeaveOut={onLeaveOut}
          />
        </header>
        {/* The browser alone asks for them: each look is a record. */}
        <QueryBoundary
          queryKey={argumentsOptions(first.id, false).queryKey}
          loading={<ArgumentsWaiting />}
          failed={(error, retry) => (
            <ArgumentsNotRead
              message={error instanceof Error ? error.message : String(error)}
              retry={retry}
            />
          )}
        >
          <Calls selection={selection} onLeaveOut={onLeaveOut} />
        </QueryBoundary>
      </div>
    </div>
  );
}

function Calls({
  selection: { items, now },
  onLeaveOut,
}: {
  selection: SelectionView;
  onLeaveOut: (id: string) => void;
}) {
  const texts = useSuspenseQueries({
    queries: items.map(({ id }) => argumentsOptions(id, false)),
    combine: dataOf,
  });
  const masked = useMemo(() => texts.map(maskedIn), [texts]);
  const leaves = useMemo(
    () => shareLeaves(texts.map(leavesIn), new Set(masked.flatMap((paths) => [...paths]))),
    [texts, masked],
  );
  const facts = shareFacts(items);
  const samePair = hasSamePair(items);
  const [first] = items;
  return (
    <>
      {first && (
        <SharedFacts
          first={first}
          samePair={samePair}
          facts={facts.common}
          leaves={leaves.common}
        />
      )}
      {items.map((item, at) => (
        <SelectedCall
          key={item.id}
          item={item}
          at={at}
          facts={facts.own[at] ?? []}
          leaves={leaves.own[at] ?? []}
          masked={masked[at] ?? new Set()}
          samePair={samePair}
          now={now}
          onLeaveOut={() => onLeaveOut(item.id)}
        />
      ))}
    </>
  );
}

function dataOf(read: readonly { data: ApprovalArguments }[]) {
  return read.map(({ data }) => data);
}

function leavesIn({ arguments: text }: ApprovalArguments) {
  return text === null ? [] : leavesOf(text);
}

function maskedIn({ redacted }: ApprovalArguments): ReadonlySet<string> {
  return new Set(redacted.map(({ path }) => path));
}

/** Who is known on both sides, and is the same in all of them: then it stands above them, once. */
function hasSamePair(items: SelectionView["items"]): boolean {
  if (items.some(({ caller, ranAs }) => caller === null || ranAs === null)) return false;
  const pairs = items.map(({ caller, ranAs, relation, verdict }) =>
    JSON.stringify([caller?.id, ranAs?.id, relation, verdict]),
  );
  return new Set(pairs).size === 1;
}
