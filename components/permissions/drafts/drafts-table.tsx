import Link from "next/link";
import type { DraftRow } from "@/lib/policy/drafts/model";
import { routes } from "@/lib/routes";
import { Age } from "../../ui/age";
import { type Column, DataTable } from "../../ui/data-table";
import { InertText } from "../../ui/inert-text";
import { ActorName, ActorNames } from "../actor-name";
import { BaseLabel, StateLabel } from "./state-label";

/** Drafts with where each stands, who wrote it and when it was last saved. */
export function DraftsTable({ drafts, now }: { drafts: readonly DraftRow[]; now: number }) {
  return <DataTable label="Drafts" columns={columns(now)} rows={drafts} keyOf={({ id }) => id} />;
}

function columns(now: number): readonly Column<DraftRow>[] {
  return [
    { head: "Draft", className: "w-full", cell: (draft) => <Title draft={draft} /> },
    { head: "State", cell: (draft) => <StateLabel draft={draft} /> },
    { head: "Made from", cell: (draft) => <BaseLabel draft={draft} /> },
    {
      head: "Written by",
      cell: ({ authors }) => (
        <span className="block max-w-60 truncate">
          <ActorNames names={authors} />
        </span>
      ),
    },
    {
      head: "Last saved",
      cell: ({ savedAt, savedBy }) => (
        <span className="grid leading-tight">
          <Age iso={savedAt} now={now} />
          <span className="w-max max-w-52 truncate text-2xs text-ink-3">
            <ActorName name={savedBy} />
          </span>
        </span>
      ),
    },
  ];
}

function Title({ draft: { id, title, reason, ended } }: { draft: DraftRow }) {
  const why = ended?.reason || reason;
  return (
    <span className="grid max-w-[60ch] min-w-44 leading-tight whitespace-normal">
      <Link
        href={routes.draft(id)}
        prefetch={false}
        title={id}
        className="font-medium underline-offset-2 wrap-anywhere hover:underline"
      >
        <InertText text={title} spaces />
      </Link>
      {why !== "" && (
        <span className="line-clamp-2 text-xs text-ink-3 wrap-anywhere">
          <InertText text={why} />
        </span>
      )}
    </span>
  );
}
