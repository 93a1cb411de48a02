"use client";
import Link from "next/link";
import type { BlockView } from "@/lib/policy/block-view";
import { postLift } from "@/lib/policy/block-requests";
import { blockQuery } from "@/lib/policy/block-query";
import { routes } from "@/lib/routes";
import { shortInstant } from "@/lib/time-range";
import { Ago } from "../ui/ago";
import { type Column, DataTable } from "../ui/data-table";
import { InertText } from "../ui/inert-text";
import { ReasonDialog } from "../ui/reason-dialog";
import { BlockWhat } from "./block-what";
import { useBlockRefusal } from "./policy-rights";
import { useBlocksRefresh } from "./use-set-block";

/** Blocks with who set them, why, until when, and what each denied. */
export function BlocksTable({
  label,
  blocks,
  now,
  standing = false,
}: {
  label: string;
  blocks: readonly BlockView[];
  now: number;
  /** Whether these can be lifted. */
  standing?: boolean;
}) {
  return (
    <DataTable
      label={label}
      columns={columns(now, standing)}
      rows={blocks}
      keyOf={({ id }) => id}
    />
  );
}

function columns(now: number, standing: boolean): readonly Column<BlockView>[] {
  return [
    { head: "Blocks", cell: (block) => <BlockWhat block={block} /> },
    { head: "Why", className: "w-full", cell: (block) => <Why block={block} now={now} /> },
    { head: standing ? "Until" : "Over", cell: (block) => <Until block={block} now={now} /> },
    { head: "Denied", cell: (block) => <Hits block={block} now={now} /> },
    ...(standing ? [{ head: "Action", cell: (block: BlockView) => <Lift block={block} /> }] : []),
  ];
}

function Why({ block, now }: { block: BlockView; now: number }) {
  const { reason, setBy, setAt, liftedBy, liftReason } = block;
  return (
    <span className="grid min-w-36 leading-tight whitespace-normal">
      <InertText text={reason} spaces className="wrap-anywhere" />
      <span className="text-2xs text-ink-3 wrap-anywhere">
        <InertText text={nameOf(setBy)} />, <Ago iso={setAt} now={now} />
      </span>
      {liftedBy !== null && (
        <span className="text-2xs text-ink-3 wrap-anywhere">
          lifted by <InertText text={nameOf(liftedBy)} />:{" "}
          <InertText text={liftReason ?? ""} spaces />
        </span>
      )}
    </span>
  );
}

function Until({ block: { until, liftedAt }, now }: { block: BlockView; now: number }) {
  const iso = liftedAt ?? until;
  if (iso === null) return <>somebody lifts it</>;
  return (
    <span className="grid leading-tight">
      <span>
        {liftedAt !== null && "lifted "}
        <Ago iso={iso} now={now} />
      </span>
      <span className="text-2xs text-ink-3 tabular-nums">{shortInstant(iso, "UTC")} UTC</span>
    </span>
  );
}

/** What it denied opens the decisions; a zero is only a zero. */
function Hits({ block: { id, hits, ...block }, now }: { block: BlockView; now: number }) {
  if (hits.decisions === 0) return <span className="text-ink-3">nothing yet</span>;
  const q = blockQuery(selectorsOf(block));
  return (
    <span className="grid leading-tight">
      <Link href={routes.decisions({ block: id })} prefetch={false} className={LINK}>
        {hits.more && "more than "}
        {hits.decisions.toLocaleString("en")}
        <span className="sr-only"> decisions that it denied</span>
      </Link>
      {hits.last && (
        <span className="text-2xs text-ink-3">
          last <Ago iso={hits.last} now={now} />
        </span>
      )}
      {q && (
        <Link
          href={routes.calls({ q, from: block.setAt })}
          prefetch={false}
          className={`${LINK} text-2xs text-ink-3`}
        >
          calls since
        </Link>
      )}
    </span>
  );
}

const LINK =
  "justify-self-start tabular-nums underline decoration-line-strong underline-offset-2 hover:decoration-ink";

function selectorsOf({ subject, resource, credential }: Omit<BlockView, "id" | "hits">) {
  return {
    ...(subject !== null && { subject }),
    ...(resource !== null && { resource }),
    ...(credential !== null && { credential }),
  };
}

function Lift({ block }: { block: BlockView }) {
  const refresh = useBlocksRefresh();
  return (
    <ReasonDialog
      label="Lift…"
      accessibleName={`Lift the block: ${block.reason}`}
      title="Lift the block"
      confirm="Lift it"
      disabledReason={useBlockRefusal()}
      run={async (reason) => {
        await postLift(block.id, reason);
        await refresh();
      }}
    >
      <BlockWhat block={block} />
      <p>Within a second the policy decides again about what it denied.</p>
    </ReasonDialog>
  );
}

/** `member:alice@acme.com` as somebody would say it. */
function nameOf(actor: string): string {
  return actor.replace(/^member:/, "");
}
