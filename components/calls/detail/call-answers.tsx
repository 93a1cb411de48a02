import type { CallDetail } from "@/lib/calls/view";
import type { CallerEvidence, DownstreamEvidence } from "@/lib/calls/model";
import { CALLER_EVIDENCE, DOWNSTREAM_EVIDENCE } from "@/lib/calls/model";
import { EvidenceBars } from "../../identity/evidence-bars";
import { InertText } from "../../ui/inert-text";

const QUESTIONS = [
  { key: "ranAs", side: "ranAs", question: "Which identity was used?" },
  { key: "authorisedBy", side: "caller", question: "Who authorised it?" },
  { key: "difference", side: undefined, question: "Do they differ, and why?" },
] as const;

/** The three questions, one sentence each, with the evidence it stands on. */
export function CallAnswers({ call: { answers, verdict } }: { call: CallDetail }) {
  return (
    <section aria-label="The three answers" data-verdict={verdict}>
      <dl className="overflow-hidden rounded-lg border bg-surface">
        {QUESTIONS.map(({ key, side, question }) => {
          const { text, evidence } = answers[key];
          return (
            <div key={key} className="border-b px-3.5 py-2.5 last:border-b-0 last:bg-v-bg/70">
              <dt className="flex items-center justify-between gap-2 text-2xs text-ink-3">
                {question}
                {isGrade(evidence) && (
                  <span className="flex items-center gap-1.5">
                    <span aria-hidden>{evidence}</span>
                    <EvidenceBars grade={evidence} side={side} />
                  </span>
                )}
              </dt>
              <dd className="pt-0.5 text-base wrap-anywhere text-ink">
                <InertText text={text} spaces />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

const GRADES: readonly string[] = [...CALLER_EVIDENCE, ...DOWNSTREAM_EVIDENCE];

function isGrade(text: string | null): text is CallerEvidence | DownstreamEvidence {
  return text !== null && GRADES.includes(text);
}
