"use client";
import { useSuspenseQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { leavesOf, shareLeaves } from "@/lib/approvals/argument-leaves";
import { argumentsOptions } from "@/lib/approvals/options";
import type { SelectionView } from "@/lib/approvals/selection-view";
import type { ApprovalArguments } from "@/lib/approvals/view";
import { QueryBoundary } from "../../layout/query-boundary";
import { InertText } from "../../ui/inert-text";
import { ArgumentsNotRead, ArgumentsWaiting } from "../card/arguments-not-there";
import { RiskMark } from "../risk-mark";
import { hasSamePair } from "./alike";
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
  const what = first.sentence.what;
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
          <p className="flex">
            <RiskMark risk={first.risk} />
          </p>
          <h2 className="text-xl leading-snug tracking-tight text-ink-2 wrap-anywhere">
            {items.length} calls of{" "}
            <span className="font-semibold text-ink">
              <InertText text={what} spaces />
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
  const { common, own } = useMemo(() => shareLeaves(texts.map(leavesIn)), [texts]);
  return (
    <>
      <SharedFacts items={items} leaves={common} isMasked={isMaskedIn(texts)} />
      {items.map((item, at) => (
        <SelectedCall
          key={item.id}
          item={item}
          at={at}
          leaves={own[at] ?? []}
          hasAny={texts[at]?.arguments !== null}
          isMasked={isMaskedIn([texts[at]])}
          samePair={hasSamePair(items)}
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

function isMaskedIn(texts: readonly (ApprovalArguments | undefined)[]) {
  const paths = new Set(texts.flatMap((one) => one?.redacted.map(({ path }) => path) ?? []));
  return (path: string) => paths.has(path);
}
