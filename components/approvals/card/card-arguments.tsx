"use client";
import { useMay } from "../approval-rights";
import { Button } from "../../ui/button";
import { ArgumentList } from "./argument-list";
import { ArgumentsNotRead, ArgumentsWaiting } from "./arguments-not-there";
import { CardSection } from "./card-section";
import { ComparedWith } from "./compared-with";
import { useArguments } from "./use-arguments";
import type { CardData } from "./card-data";

/** The arguments, complete and inert, and what differs from the last call that the viewer decided. */
export function CardArguments({ approval }: { approval: CardData }) {
  const read = useArguments(approval);
  const { masked, revealed, last } = read;
  const secrets = masked?.redacted.length ?? 0;
  const text = masked?.arguments ?? null;
  return (
    <CardSection
      title="Arguments"
      aside={
        secrets > 0 &&
        revealed === null && (
          <Button
            size="sm"
            disabledReason={read.isRevealing ? "Being read…" : null}
            onClick={read.reveal}
          >
            Reveal {secrets === 1 ? "the secret" : `${secrets} secrets`}
          </Button>
        )
      }
    >
      {secrets > 0 && (
        <p className="text-xs text-ink-3">
          {revealed
            ? "Secrets are in clear. That you looked is in the admin log."
            : "Secrets are masked. Revealing them is recorded in the admin log."}
        </p>
      )}
      {text === null && <NoArguments approval={approval} asked={read.asked} onAsk={read.ask} />}
      {read.isWaiting && !read.error && <ArgumentsWaiting />}
      {read.error && <ArgumentsNotRead message={read.error.message} retry={read.retry} />}
      {text !== null && !read.isWaiting && (
        <>
          {last && <ComparedWith last={last} now={text} />}
          <ArgumentList
            text={revealed?.arguments ?? text}
            masked={text}
            before={last?.arguments ?? null}
            redacted={revealed ? null : (masked?.redacted ?? null)}
          />
        </>
      )}
    </CardSection>
  );
}

/** Why none are shown, and the way to them where there is one. */
function NoArguments({
  approval: { argumentsBytes, toMe },
  asked,
  onAsk,
}: {
  approval: CardData;
  asked: boolean;
  onAsk: () => void;
}) {
  const mayReadAny = useMay("payload:read");
  if (argumentsBytes === null)
    return <p className="text-ink-2">They are gone: they are kept for a week after the end.</p>;
  if (argumentsBytes === 0) return <p className="text-ink-2">The call has none.</p>;
  if (!toMe && !mayReadAny)
    return <p className="text-ink-2">Only those whom it is addressed to see them.</p>;
  if (asked) return null;
  return (
    <div className="flex flex-wrap items-center gap-3 text-ink-2">
      <Button onClick={onAsk}>Look at the arguments</Button>
      Each look is recorded in the admin log.
    </div>
  );
}
