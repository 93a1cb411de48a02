import { Ban, Check, Hammer } from "lucide-react";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { Ago } from "../../ui/ago";
import { InertText } from "../../ui/inert-text";

type Vote = ApprovalDetail["votes"][number];

/** Who said what, with whose power, how they proved who they are, and why; the first one first. */
export function Votes({ votes, now }: { votes: readonly Vote[]; now: number }) {
  return (
    <ol aria-label="Who decided" className="grid divide-y rounded-lg border">
      {votes.map((vote) => (
        <li key={vote.by.id} className="flex gap-2.5 px-3 py-2.5">
          <Mark vote={vote} />
          <div className="grid min-w-0 gap-0.5">
            <p className="wrap-anywhere">
              <Name person={vote.by} />
              {vote.for !== null && (
                <>
                  , for <Name person={vote.for} />,
                </>
              )}{" "}
              {saidWords(vote)}
            </p>
            {vote.reason !== null && (
              <p className="text-ink-2 wrap-anywhere">
                “<InertText text={vote.reason} spaces />”
              </p>
            )}
            <p className="text-2xs text-ink-3">
              <Ago iso={vote.at} now={now} />, proved by {PROOF_WORDS[vote.proof] ?? vote.proof}
              {vote.together > 1 &&
                `; one answer to ${vote.together.toLocaleString("en")} calls at once`}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

const PROOF_WORDS: Record<string, string> = {
  session: "a sign-in of the last minutes",
  passkey: "a passkey that signed this decision",
};

function saidWords({ choice, kind }: Vote): string {
  if (kind === "break_glass") return "let it through past everybody";
  return choice === "approve" ? "said yes" : "said no";
}

function Mark({ vote: { choice, kind } }: { vote: Vote }) {
  const Icon = kind === "break_glass" ? Hammer : choice === "approve" ? Check : Ban;
  return <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />;
}

function Name({ person: { id, name } }: { person: Vote["by"] }) {
  return (
    <span title={`person:${id}`} className="font-semibold">
      <InertText text={name ?? id} spaces />
    </span>
  );
}
