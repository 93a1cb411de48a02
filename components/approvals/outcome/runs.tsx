"use client";
import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { routes } from "@/lib/routes";
import { OutcomeLabel } from "../../calls/outcome-label";
import { VerdictLabel } from "../../calls/verdict-label";
import { Ago } from "../../ui/ago";
import { useMay } from "../approval-rights";
import { differsWords } from "./differs-words";
import { Part } from "./part";

type Run = ApprovalDetail["calls"][number];

/** The call that ran, with its own verdict; or that none was reported, and what that means. */
export function Runs({ detail, now }: { detail: ApprovalDetail; now: number }) {
  const { state, calls, unreported } = detail;
  if (calls.length === 0 && state !== "used") return null;
  return (
    <Part title={calls.length > 1 ? "The calls that name it" : "The call that ran"}>
      {unreported && (
        <Flag>
          It was let run, and no gateway has reported the call: as far as is known it never ran, or
          ran unseen.
        </Flag>
      )}
      {calls.length === 0 && !unreported && (
        <p className="text-ink-2">
          It was let run a moment ago. Its gateway has not reported the call yet.
        </p>
      )}
      {calls.length > 0 && state !== "used" && (
        <Flag>
          {calls.length === 1 ? "This call names" : "These calls name"} the approval, which let none
          run.
        </Flag>
      )}
      {state === "used" && calls.length > 1 && (
        <Flag>It was good for one call, and {calls.length} name it.</Flag>
      )}
      {calls.length > 0 && (
        <ol aria-label="Calls that name this approval" className="grid gap-2">
          {calls.map((call) => (
            <RunLine key={call.id} call={call} now={now} />
          ))}
        </ol>
      )}
    </Part>
  );
}

function RunLine({ call, now }: { call: Run; now: number }) {
  const maySee = useMay("calls:read");
  return (
    <li className="grid gap-2 rounded-lg border px-3 py-2.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <VerdictLabel verdict={call.verdict} />
        <OutcomeLabel outcome={call.outcome} />
        <Ago iso={call.time} now={now} className="text-xs text-ink-3" />
        {maySee && (
          <Link
            href={routes.calls({ call: call.id, from: "all" })}
            prefetch={false}
            className="ml-auto text-xs underline underline-offset-2 hover:text-ink"
          >
            Open the call
          </Link>
        )}
      </div>
      {call.differs.length > 0 ? (
        <Flag>{differsWords(call.differs)}</Flag>
      ) : (
        <p className="text-xs text-ink-3">
          As it was approved: the same caller, tool, arguments and identity.
        </p>
      )}
    </li>
  );
}

function Flag({ children }: { children: React.ReactNode }) {
  return (
    <p className="flex gap-2 font-medium">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
