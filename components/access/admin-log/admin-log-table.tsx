"use client";
import type { AdminLogRow } from "@/lib/access/admin-log-view";
import { actionWords } from "@/lib/access/action-words";
import { markedText } from "@/lib/hostile-text";
import { CopyButton } from "../../ui/copy-button";
import { InertText } from "../../ui/inert-text";
import { Instant } from "../../ui/instant";
import { Tooltip } from "../../ui/tooltip";
import { AdminLogDetails } from "./admin-log-details";
import { AdminLogHead } from "./admin-log-head";
import { ROW } from "./columns";
import type { GoInLog } from "./use-admin-log-address";

type Shared = { go: GoInLog; zone: string; now: number };

/** Records, newest first. A press on who, what or request looks for all of the same. */
export function AdminLogTable({ rows, ...shared }: Shared & { rows: AdminLogRow[] }) {
  return (
    <div role="table" aria-label="Admin log, newest first">
      <AdminLogHead />
      <div role="rowgroup">
        {rows.map((row) => (
          <Record key={row.id} row={row} {...shared} />
        ))}
      </div>
    </div>
  );
}

function Record({ row, go, zone, now }: Shared & { row: AdminLogRow }) {
  return (
    <div role="row" className={ROW}>
      <div role="cell" className="text-xs leading-6">
        <Instant iso={row.time} zone={zone} now={now} />
      </div>
      <div
        role="cell"
        className="grid min-w-0 content-start leading-6 @max-[760px]/log:justify-items-end"
      >
        <Pivot label="Only what they did" onPress={() => go({ actor: row.actor })}>
          <ActorName actor={row.actor} />
        </Pivot>
        {row.via && (
          <span className="block text-2xs text-ink-3" title={row.via}>
            with an access token
          </span>
        )}
      </div>
      <div role="cell" className="grid min-w-0 gap-0.5 @max-[760px]/log:col-span-2">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-1.5 leading-6">
          <Pivot
            label={`Only this action (${row.action})`}
            onPress={() => go({ action: row.action })}
          >
            <span className="font-medium">{actionWords(row.action)}</span>
          </Pivot>
          <Subject row={row} go={go} />
          {row.requestId && <Request id={row.requestId} go={go} />}
        </div>
        <AdminLogDetails details={row.details} said={row.subjectName} />
      </div>
    </div>
  );
}

function ActorName({ actor }: { actor: string }) {
  const [, kind, name = actor] = /^(member|operator):([^]*)$/.exec(actor) ?? [];
  return (
    <span className="block truncate" title={markedText(actor)}>
      <InertText text={name} spaces />
      {kind === "operator" && <span className="text-ink-3"> · at the machine</span>}
    </span>
  );
}

function Subject({ row, go }: { row: AdminLogRow; go: GoInLog }) {
  const { subject, subjectName } = row;
  if (subject === null) return null;
  // "alice signed in" says it; who did it to themselves is not named twice.
  if (row.actor === `member:${subjectName}`) return null;
  return (
    <Pivot label={`Only ${subject}`} onPress={() => go({ subject })}>
      <span className={subjectName === null ? "font-mono text-xs wrap-anywhere" : "wrap-anywhere"}>
        <InertText text={subjectName ?? subject} spaces />
      </span>
    </Pivot>
  );
}

function Request({ id, go }: { id: string; go: GoInLog }) {
  return (
    <span className="ml-auto flex items-center text-2xs text-ink-3">
      <Pivot label={`Only the request ${id}`} onPress={() => go({ request: id })}>
        request <span className="font-mono">{id.slice(0, 8)}</span>
      </Pivot>
      <CopyButton label="Copy the request id" text={id} />
    </span>
  );
}

function Pivot({
  label,
  onPress,
  children,
}: {
  label: string;
  onPress: () => void;
  children: React.ReactNode;
}) {
  return (
    <Tooltip content={<InertText text={label} />}>
      <button
        type="button"
        onClick={onPress}
        className="min-h-6 max-w-full min-w-0 rounded-sm text-left underline-offset-2 hover:underline"
      >
        {children}
      </button>
    </Tooltip>
  );
}
