"use client";
import { ArrowDown } from "lucide-react";
import type { Choice } from "@/lib/approvals/model";
import { Button } from "../../ui/button";
import type { Missing } from "../card/reading";
import { goTo, openMissing } from "../card/use-reading";
import { RemainingRing } from "../remaining-ring";

/** The end of what is decided, always on the screen: the clock, what is still to read, and the answer. */
export function AnswerBar({
  label,
  clock,
  missing = null,
  children,
}: {
  label: string;
  /** What denies itself, in words before what is left of its time; null where nothing does any more. */
  clock: { words: string; requestedAt: string; decideUntil: string; now: number } | null;
  missing?: Missing | null;
  children: React.ReactNode;
}) {
  return (
    <div
      role="group"
      aria-label={label}
      className="relative grid shrink-0 grid-cols-[minmax(0,1fr)] gap-2.5 border-t bg-canvas px-4 pt-2.5 pb-[max(0.75rem,env(safe-area-inset-bottom))] short:gap-1.5 short:pt-1.5 short:pb-[max(0.375rem,env(safe-area-inset-bottom))] short:sm:grid-cols-[minmax(0,1fr)_auto] short:sm:*:col-span-full"
    >
      {(clock || missing) && (
        <div className="flex min-h-6 items-center gap-3 text-xs short:sm:col-auto!">
          {clock && <Clock {...clock} />}
          {missing && (
            <button
              type="button"
              onClick={() => openMissing(missing)}
              className="ml-auto inline-flex min-h-6 min-w-0 items-center gap-1 text-ink-2 underline decoration-line-strong underline-offset-2 hover:text-ink pointer-coarse:min-h-11 short:min-h-8"
            >
              <span className="truncate">{missingWords(missing)}</span>
              <ArrowDown aria-hidden className="size-3.5 shrink-0" />
            </button>
          )}
        </div>
      )}
      {children}
    </div>
  );
}

function Clock({
  words,
  ...time
}: {
  words: string;
  requestedAt: string;
  decideUntil: string;
  now: number;
}) {
  return (
    <span className="inline-flex items-center gap-1.5 text-ink-2">
      <span aria-hidden className="whitespace-nowrap">
        {words}
      </span>
      <RemainingRing {...time} className="text-sm" />
    </span>
  );
}

/** No and yes, each with why it cannot be said; pressed too early, they lead to what is still to see. */
export function AnswerButtons({
  missing,
  against,
  words,
  onBegin,
}: {
  missing: Missing | null;
  against: Record<Choice, string | null>;
  words: Record<Choice, string>;
  onBegin: (choice: Choice) => void;
}) {
  return (
    // A disabled button does nothing; pressed, it leads to what keeps it disabled.
    <div
      className="flex gap-2 max-lg:*:flex-1 short:sm:col-auto!"
      onClickCapture={() => missing && goTo(missing)}
    >
      <Button
        size="lg"
        variant="danger"
        disabledReason={against.deny}
        onClick={() => onBegin("deny")}
      >
        {words.deny}
      </Button>
      <Button size="lg" disabledReason={against.approve} onClick={() => onBegin("approve")}>
        {words.approve}
      </Button>
    </div>
  );
}

/** Why it is too early; null once everything was seen and a second has passed. */
export function reasonAgainst(ready: boolean, missing: Missing | null): string | null {
  if (missing) return missingWords(missing);
  return ready ? null : "One second to look at it";
}

function missingWords({ kind, words }: Missing): string {
  if (kind === "fold") return `Still folded: ${words}`;
  return kind === "part" ? `Still loading: ${words}` : `Still to see: ${words}`;
}
