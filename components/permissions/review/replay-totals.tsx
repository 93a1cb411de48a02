import { FLIPS, type Outcome, type ReplayView } from "@/lib/policy/replay/model";
import { OUTCOME_WORDS } from "./replay-words";

type Total = ReplayView["totals"][number];

/** How many calls each kind has; a press shows only those. */
export function ReplayTotals({
  totals,
  outcome,
  onOutcome,
}: {
  totals: readonly Total[];
  outcome: Outcome | undefined;
  onOutcome: (outcome: Outcome | undefined) => void;
}) {
  const of = (one: Outcome) => totals.find((total) => total.outcome === one);
  const doubts = totals.filter((total) => FLIPS.every((flip) => flip !== total.outcome));
  const toggle = (one: Outcome) => onOutcome(one === outcome ? undefined : one);
  return (
    <div className="grid gap-3">
      <ul aria-label="What would differ" className="grid grid-cols-2 gap-2 lg:grid-cols-4">
        {FLIPS.map((flip) => (
          <li key={flip}>
            <Kind
              outcome={flip}
              total={of(flip)}
              isChosen={flip === outcome}
              onChoose={() => toggle(flip)}
            />
          </li>
        ))}
      </ul>
      {doubts.length > 0 && (
        <div className="grid gap-1.5">
          <h3 className="text-sm font-medium">What cannot be told</h3>
          <ul aria-label="What cannot be told" className="grid gap-2 sm:grid-cols-2">
            {doubts.map((total) => (
              <li key={total.outcome}>
                <Kind
                  outcome={total.outcome}
                  total={total}
                  isChosen={total.outcome === outcome}
                  onChoose={() => toggle(total.outcome)}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Kind({
  outcome,
  total,
  isChosen,
  onChoose,
}: {
  outcome: Outcome;
  total: Total | undefined;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const { name, meaning } = OUTCOME_WORDS[outcome];
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className="grid size-full content-start gap-0.5 rounded-md border px-3 py-2 text-left hover:bg-hover aria-pressed:border-accent aria-pressed:bg-selected"
    >
      <span className="flex items-baseline justify-between gap-2">
        <span className="text-sm font-medium">{name}</span>
        <span className="text-base font-semibold tabular-nums">{callsOf(total)}</span>
      </span>
      <span className="text-2xs text-ink-3">
        {total?.identities ? `${identitiesOf(total.identities)}: ` : ""}
        {meaning}
      </span>
    </button>
  );
}

function callsOf(total: Total | undefined): string {
  if (total === undefined) return "0";
  return total.calls === null ? "fewer than 5" : total.calls.toLocaleString("en");
}

function identitiesOf(n: number): string {
  return n === 1 ? "1 identity" : `${n.toLocaleString("en")} identities`;
}
