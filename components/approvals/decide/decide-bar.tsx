"use client";
import { ArrowDown } from "lucide-react";
import { useState } from "react";
import type { Choice } from "@/lib/approvals/model";
import { useWindowKeys } from "../../layout/use-window-keys";
import { Button } from "../../ui/button";
import { useCardNow } from "../card/card-now";
import type { Missing } from "../card/reading";
import { goTo, useRead } from "../card/use-reading";
import { RemainingRing } from "../remaining-ring";
import { DecideForm } from "./decide-form";
import { PasskeyNeeded } from "./passkey-needed";
import type { CardData } from "../card/card-data";

/** The end of the card, always on the screen: the clock, what is still to read, and yes and no. */
export function DecideBar({ approval }: { approval: CardData }) {
  const { mayDecide } = approval;
  const { ready, missing } = useRead();
  const [choice, setChoice] = useState<Choice | null>(null);
  const asDeputy = mayDecide.for.length > 0;
  const { passkey } = mayDecide;
  const unsigned = passkey.needed && !passkey.able;
  const may = {
    approve: (mayDecide.able || asDeputy) && !unsigned,
    deny: mayDecide.deny || asDeputy,
  };
  const begin = (wanted: Choice) => {
    if (!may[wanted]) return;
    if (missing) goTo(missing);
    else if (ready) setChoice(wanted);
  };
  // Held down, the key would confirm what it asks. Once it asks, the question has the keys.
  useWindowKeys(
    choice !== null
      ? NO_KEYS
      : {
          a: ({ repeat }) => !repeat && begin("approve"),
          d: ({ repeat }) => !repeat && begin("deny"),
        },
  );
  if (choice !== null)
    return (
      <Bar approval={approval}>
        <DecideForm approval={approval} choice={choice} onClose={() => setChoice(null)} />
      </Bar>
    );
  if (!may.approve && !may.deny)
    return (
      <Bar approval={approval}>
        <p className="text-ink-2">
          {approval.mine === "approve"
            ? "You said yes. It waits for somebody else too."
            : mayDecide.why}
        </p>
      </Bar>
    );
  const reason = reasonAgainst(ready, missing);
  return (
    <Bar approval={approval} missing={missing}>
      {unsigned && <PasskeyNeeded id={approval.id} passkey={passkey} />}
      {/* A disabled button does nothing; pressed, it leads to what keeps it disabled. */}
      <div className="flex gap-2 max-lg:*:flex-1" onClickCapture={() => missing && goTo(missing)}>
        <Button
          size="lg"
          variant="danger"
          disabledReason={may.deny ? reason : mayDecide.why}
          onClick={() => begin("deny")}
        >
          Deny…
        </Button>
        <Button
          size="lg"
          disabledReason={may.approve ? reason : unsigned ? passkey.why : mayDecide.why}
          onClick={() => begin("approve")}
        >
          Approve…
        </Button>
      </div>
    </Bar>
  );
}

const NO_KEYS = {};

function Bar({
  approval,
  missing = null,
  children,
}: {
  approval: CardData;
  missing?: Missing | null;
  children: React.ReactNode;
}) {
  return (
    <div
      role="group"
      aria-label="Decide"
      className="grid shrink-0 gap-2.5 border-t bg-canvas px-4 pt-2.5 pb-[max(0.75rem,env(safe-area-inset-bottom))]"
    >
      <div className="flex min-h-6 items-center gap-3 text-xs">
        <Clock approval={approval} />
        {missing && (
          <button
            type="button"
            onClick={() => goTo(missing)}
            className="ml-auto inline-flex min-h-6 min-w-0 items-center gap-1 text-ink-2 underline decoration-line-strong underline-offset-2 hover:text-ink"
          >
            <span className="truncate">{missingWords(missing)}</span>
            <ArrowDown aria-hidden className="size-3.5 shrink-0" />
          </button>
        )}
      </div>
      {children}
    </div>
  );
}

function Clock({ approval }: { approval: CardData }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-ink-2">
      <span aria-hidden>Denies itself in</span>
      <RemainingRing {...approval} now={useCardNow()} className="text-sm" />
    </span>
  );
}

function missingWords({ kind, words }: Missing): string {
  if (kind === "fold") return `Still folded: ${words}`;
  return kind === "part" ? `Still loading: ${words}` : `Still to see: ${words}`;
}

function reasonAgainst(ready: boolean, missing: Missing | null): string | null {
  if (missing) return missingWords(missing);
  return ready ? null : "One second to look at it";
}
