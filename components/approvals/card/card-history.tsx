import Link from "next/link";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { routes } from "@/lib/routes";
import { InertText } from "../../ui/inert-text";
import { STATE_WORDS } from "../words";
import { CardAge } from "./card-now";
import { CardSection } from "./card-section";

/** This caller and this tool before: how often, and what was decided the last times. */
export function CardHistory({ history }: { history: ApprovalDetail["history"] }) {
  const { calls, lastAt, approvals } = history;
  return (
    <CardSection title="This caller and this tool before">
      <p className="text-ink-2">
        {calls === 0 ? (
          <strong className="font-semibold text-ink">Never in the last 30 days</strong>
        ) : (
          <>
            <strong className="font-semibold text-ink">
              {calls.toLocaleString("en")} {calls === 1 ? "call" : "calls"} in the last 30 days
            </strong>
            {lastAt !== null && (
              <>
                , the last <CardAge iso={lastAt} />
              </>
            )}
          </>
        )}
        {approvals.length === 0 && "; nobody was ever asked about it."}
      </p>
      {approvals.length > 0 && (
        <ul aria-label="Last decisions" className="grid gap-1">
          {approvals.map(({ id, state, at, by, mine }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-2 text-ink-2">
              <Link
                href={routes.approval(id)}
                prefetch={false}
                className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
              >
                {STATE_WORDS[state]}
              </Link>
              {by !== null && (
                <span className="min-w-0 wrap-anywhere">
                  by {mine ? "you" : <InertText text={by} spaces />}
                </span>
              )}
              <span className="text-xs text-ink-3">
                <CardAge iso={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </CardSection>
  );
}
