"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { grantsOptions } from "@/lib/approvals/around-options";
import type { GrantView } from "@/lib/approvals/view";
import { routes } from "@/lib/routes";
import { ListSkeleton } from "../../directory/list-skeleton";
import { SectionHead } from "../../directory/section-head";
import { QueryBoundary } from "../../layout/query-boundary";
import { Ago } from "../../ui/ago";
import { Button } from "../../ui/button";
import { type Column, DataTable } from "../../ui/data-table";
import { InertText } from "../../ui/inert-text";
import { StatePanel } from "../../ui/state-panel";
import { ApprovalsHeader } from "../approvals-header";
import { Sentence } from "../sentence";
import { GrantEnd, GrantUses } from "./grant-uses";
import { RevokeGrant } from "./revoke-grant";
import { SCOPE_WORDS } from "./scope-words";

/** Decisions that cover more than one call: those that stand, and those that did. */
export function GrantsPage() {
  const [cursor, setCursor] = useQueryState("cursor", parseAsString);
  const options = grantsOptions(cursor ?? undefined);
  return (
    <>
      <ApprovalsHeader />
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={-1}>
        <QueryBoundary queryKey={options.queryKey} loading={<ListSkeleton label="grants" />}>
          <Grants cursor={cursor} onCursor={(next) => void setCursor(next)} />
        </QueryBoundary>
      </div>
    </>
  );
}

function Grants({
  cursor,
  onCursor,
}: {
  cursor: string | null;
  onCursor: (cursor: string | null) => void;
}) {
  const { data, dataUpdatedAt: now } = useSuspenseQuery(grantsOptions(cursor ?? undefined));
  if (data.items.length === 0 && cursor === null) return <NoGrants />;
  const standing = data.items.filter(({ state }) => state === "standing");
  const past = data.items.filter(({ state }) => state !== "standing");
  return (
    <>
      {cursor === null && (
        <SectionHead
          title="In force"
          lead={
            standing.length === 0
              ? "None: each call that a rule asks about waits for people."
              : "Each lets further calls run that its decision covers, counted, until it ends."
          }
        />
      )}
      {standing.length > 0 && (
        <GrantTable label="Grants in force" grants={standing} columns={standingColumns(now)} />
      )}
      {past.length > 0 && (
        <>
          <SectionHead title="Past" lead="Taken back, used up, or ended by themselves." />
          <GrantTable label="Past grants" grants={past} columns={columns(now)} />
        </>
      )}
      {data.items.length === 0 && (
        <p className="px-3 py-6 text-ink-2 md:px-4">Nothing is left on this page.</p>
      )}
      {(data.next !== null || cursor !== null) && (
        <div className="flex justify-end gap-2 px-3 py-2 md:px-4">
          {cursor !== null && <Button onClick={() => onCursor(null)}>First page</Button>}
          {data.next !== null && <Button onClick={() => onCursor(data.next)}>More</Button>}
        </div>
      )}
    </>
  );
}

function GrantTable({
  label,
  grants,
  columns: shown,
}: {
  label: string;
  grants: readonly GrantView[];
  columns: readonly Column<GrantView>[];
}) {
  return <DataTable label={label} rows={grants} keyOf={({ id }) => id} columns={shown} />;
}

function standingColumns(now: number): readonly Column<GrantView>[] {
  return [...columns(now), { head: "Action", cell: (grant) => <RevokeGrant grant={grant} /> }];
}

function columns(now: number): readonly Column<GrantView>[] {
  return [
    { head: "From", className: "w-full", cell: (grant) => <From grant={grant} now={now} /> },
    {
      head: "Covers",
      cell: ({ scope }) => (
        <span className="block min-w-40 whitespace-normal">{SCOPE_WORDS[scope]}</span>
      ),
    },
    { head: "Used", cell: (grant) => <Used grant={grant} now={now} /> },
    {
      head: "Ends",
      cell: (grant) => (
        <span className="block min-w-40 whitespace-normal">
          <GrantEnd grant={grant} now={now} />
        </span>
      ),
    },
  ];
}

function From({ grant: { approvalId, sentence, grantedBy, grantedAt }, now }: RowProps) {
  return (
    <span className="grid min-w-64 leading-tight whitespace-normal">
      <Link
        href={routes.approval(approvalId)}
        prefetch={false}
        className="text-ink-2 wrap-anywhere underline decoration-line-strong underline-offset-2 hover:decoration-ink"
      >
        <Sentence {...sentence} />
      </Link>
      <span className="text-2xs text-ink-3 wrap-anywhere">
        by <InertText text={grantedBy} spaces />, <Ago iso={grantedAt} now={now} />
      </span>
    </span>
  );
}

type RowProps = { grant: GrantView; now: number };

function Used({ grant, now }: RowProps) {
  return (
    <span className="grid leading-tight">
      <GrantUses grant={grant} />
      {grant.lastUsedAt !== null && (
        <span className="text-2xs text-ink-3">
          last <Ago iso={grant.lastUsedAt} now={now} />
        </span>
      )}
    </span>
  );
}

function NoGrants() {
  return (
    <StatePanel
      role="status"
      icon={<KeyRound aria-hidden />}
      title="No yes covers more than one call"
    >
      <p>
        Where a rule allows it, who says yes can have it cover the same call for an hour, or this
        tool in the same session. Such a grant stands here with its uses and its end, and can be
        taken back.
      </p>
    </StatePanel>
  );
}
