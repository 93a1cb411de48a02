"use client";
import { markedText } from "@/lib/hostile-text";
import { Filter } from "lucide-react";
import Link from "next/link";
import type { DecisionView } from "@/lib/decisions/view";
import { REASON_WORDS } from "@/lib/decisions/words";
import { routes } from "@/lib/routes";
import { ALL_TIME, duration } from "@/lib/time-range";
import { PrincipalName } from "../directory/principal-name";
import { CopyButton } from "../ui/copy-button";
import { type Column, DataTable } from "../ui/data-table";
import { InertText } from "../ui/inert-text";
import { instantTitle } from "../ui/instant";
import { Tooltip } from "../ui/tooltip";
import { AnswerLabel } from "./answer-label";

/** Decisions, newest first: who asked for what, what was answered, why, and the call that followed. */
export function DecisionsTable({
  decisions,
  now,
  onCaller,
}: {
  decisions: readonly DecisionView[];
  now: number;
  onCaller: (caller: string) => void;
}) {
  return (
    <DataTable
      label="Decisions, newest first"
      columns={columns(now, onCaller)}
      rows={decisions}
      keyOf={({ id }) => id}
    />
  );
}

function columns(now: number, onCaller: (caller: string) => void): Column<DecisionView>[] {
  return [
    {
      head: "Time (UTC)",
      cell: ({ time }) => (
        <time dateTime={time} title={instantTitle(time, now)} className="text-xs tabular-nums">
          {time.slice(11, 19)}
          <span className="block text-2xs text-ink-3">{time.slice(0, 10)}</span>
        </time>
      ),
    },
    { head: "Answer", cell: (decision) => <AnswerLabel decision={decision} /> },
    { head: "For what", cell: (decision) => <Asked decision={decision} />, className: "w-full" },
    {
      head: "Who asked",
      cell: ({ caller }) =>
        caller && (
          <span className="flex items-center gap-1">
            <PrincipalName
              principal={{
                id: caller.id,
                iss: caller.principal?.iss ?? null,
                sub: caller.principal?.sub ?? null,
                name: caller.person?.name ?? caller.name,
                person: caller.person?.id ?? null,
                personName: caller.person?.name ?? null,
              }}
            />
            <Tooltip content="Only what they asked for">
              <button
                type="button"
                aria-label={`Only decisions about ${markedText(caller.person?.id ?? caller.id)}`}
                className="grid size-7 place-items-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
                onClick={() => onCaller(caller.person?.id ?? caller.id)}
              >
                <Filter aria-hidden className="size-3.5" />
              </button>
            </Tooltip>
          </span>
        ),
    },
    { head: "Why", cell: (decision) => <Why decision={decision} /> },
    { head: "Call", cell: (decision) => <After decision={decision} /> },
  ];
}

function Asked({
  decision: { action, resource, runAs, source, client },
}: {
  decision: DecisionView;
}) {
  return (
    <span className="grid w-max max-w-52 leading-tight sm:max-w-72">
      <InertText text={resource.replace(/^tool:/, "")} spaces className="truncate font-medium" />
      <span className="truncate text-2xs text-ink-3">
        <InertText text={action} spaces />
        {runAs && (
          <>
            {" as "}
            <InertText text={runAs} spaces />
          </>
        )}
        {client && (
          <>
            {" · "}
            <InertText text={client} spaces />
          </>
        )}
        {" · "}
        <InertText text={source.name} spaces />
      </span>
    </span>
  );
}

function Why({ decision }: { decision: DecisionView }) {
  const { reason, ruleIds, policyVersion, retryAfter } = decision;
  const behind = whatIsBehind(decision);
  return (
    <span className="grid w-max max-w-64 leading-tight">
      <span className="truncate">
        {behind ? (
          <Link
            href={behind.href}
            prefetch={false}
            title={behind.title}
            className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
          >
            {REASON_WORDS[reason]}
          </Link>
        ) : (
          REASON_WORDS[reason]
        )}
        {retryAfter !== null && (
          <span className="text-ink-3"> · again in {duration(retryAfter * 1000)}</span>
        )}
      </span>
      <span className="truncate text-2xs text-ink-3">
        {ruleIds.length > 0 && (
          <>
            <InertText text={ruleIds.join(", ")} spaces className="font-mono" />
            {" · "}
          </>
        )}
        {policyVersion === 0 ? "nothing was published" : `version ${policyVersion}`}
      </span>
    </span>
  );
}

/** The blocks that denied it, or the approval that it asks for or has used. */
function whatIsBehind({ blockIds, approval }: DecisionView) {
  if (blockIds.length > 0) return { href: routes.blocks(), title: blockIds.join(", ") };
  if (approval === null) return null;
  const { id, state } = approval;
  return { href: routes.approval(id), title: `${id}, ${state}` };
}

/** The id is what a gateway's log has, so it is at hand where no call followed. */
function After({ decision: { id, call } }: { decision: DecisionView }) {
  if (call === null)
    return (
      <span className="flex items-center gap-1 text-ink-3">
        none seen
        <CopyButton text={id} label="Copy the decision's id" />
      </span>
    );
  return (
    <Link
      href={routes.calls({ call: call.id, q: `id:${call.id}`, from: ALL_TIME })}
      prefetch={false}
      className="underline-offset-2 hover:underline"
    >
      {call.outcome}
    </Link>
  );
}
