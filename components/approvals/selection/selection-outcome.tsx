import { Ban, Check, CircleAlert } from "lucide-react";
import Link from "next/link";
import type { SelectionResult, SelectionView } from "@/lib/approvals/selection-view";
import { routes } from "@/lib/routes";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Sentence } from "../sentence";
import { STATE_WORDS } from "../words";

export type Outcome = { items: SelectionView["items"]; result: SelectionResult };

/** What came of each; what could not be decided any more stands first. */
export function SelectionOutcome({
  outcome: {
    items,
    result: { decided, refused },
  },
  onDone,
}: {
  outcome: Outcome;
  onDone: () => void;
}) {
  const sentenceOf = (id: string) => items.find((one) => one.id === id)?.sentence;
  const rows = [
    ...refused.map(({ id, why }) => ({ id, words: why, Icon: CircleAlert })),
    ...decided.map(({ id, state }) => ({
      id,
      words:
        state === "pending"
          ? "your yes counts; it waits for somebody else too"
          : STATE_WORDS[state],
      Icon: state === "denied" ? Ban : Check,
    })),
  ];
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="mx-auto grid w-full max-w-3xl gap-4 px-4 pt-5 pb-8">
        <h2 ref={focusOnce} tabIndex={-1} className="text-xl tracking-tight outline-none">
          {decided.length} decided
          {refused.length > 0 && `, ${refused.length} not`}
        </h2>
        <ul className="grid divide-y rounded-lg border">
          {rows.map(({ id, words, Icon }) => {
            const sentence = sentenceOf(id);
            return (
              <li key={id} className="flex gap-2.5 px-3 py-2.5">
                <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
                <div className="grid min-w-0 gap-0.5">
                  <Link
                    href={routes.approval(id)}
                    prefetch={false}
                    className="text-ink-2 wrap-anywhere underline decoration-line-strong underline-offset-2 hover:decoration-ink"
                  >
                    {sentence ? <Sentence {...sentence} /> : id}
                  </Link>
                  <p className="text-xs text-ink-2 wrap-anywhere">
                    <InertText text={words} spaces />
                  </p>
                </div>
              </li>
            );
          })}
        </ul>
        <Button size="lg" className="justify-self-start" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  );
}

/** What was pressed is gone. */
function focusOnce(heading: HTMLElement | null) {
  heading?.focus();
}
