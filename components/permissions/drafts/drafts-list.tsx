"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { FilePen } from "lucide-react";
import Link from "next/link";
import { draftsOptions } from "@/lib/policy/options";
import { type DraftsAddress, routes } from "@/lib/routes";
import { ListSkeleton } from "../../directory/list-skeleton";
import { QueryBoundary } from "../../layout/query-boundary";
import { buttonStyle } from "../../ui/button-style";
import { StatePanel } from "../../ui/state-panel";
import { PermissionsHeader } from "../permissions-header";
import { DraftStates } from "./draft-states";
import { DraftsTable } from "./drafts-table";
import { NewDraft } from "./new-draft";

/** Changes of the policy that are being made, and those that have ended. */
export function DraftsList({ address }: { address: DraftsAddress }) {
  return (
    <>
      <PermissionsHeader>
        <NewDraft />
      </PermissionsHeader>
      <div className="relative min-h-0 flex-1 overflow-auto" tabIndex={-1}>
        <DraftStates state={address.state} />
        <QueryBoundary
          queryKey={draftsOptions(address).queryKey}
          loading={<ListSkeleton label="drafts" />}
        >
          <Drafts address={address} />
        </QueryBoundary>
      </div>
    </>
  );
}

function Drafts({ address }: { address: DraftsAddress }) {
  const { data, dataUpdatedAt: now } = useSuspenseQuery(draftsOptions(address));
  if (data.items.length === 0) return <NoDrafts address={address} />;
  return (
    <>
      <DraftsTable drafts={data.items} now={now} />
      {(data.next !== null || address.cursor) && (
        <nav aria-label="Pages of drafts" className="flex justify-end gap-2 px-3 py-2 md:px-4">
          {address.cursor && (
            <Link
              href={routes.drafts({ state: address.state })}
              prefetch={false}
              className={buttonStyle({})}
            >
              First page
            </Link>
          )}
          {data.next !== null && (
            <Link
              href={routes.drafts({ state: address.state, cursor: data.next })}
              prefetch={false}
              className={buttonStyle({})}
            >
              Next page
            </Link>
          )}
        </nav>
      )}
    </>
  );
}

function NoDrafts({ address: { state } }: { address: DraftsAddress }) {
  return (
    <StatePanel role="status" icon={<FilePen aria-hidden />} title={NONE[state ?? "open"].title}>
      <p>{NONE[state ?? "open"].words}</p>
    </StatePanel>
  );
}

const NONE = {
  open: {
    title: "No draft is open",
    words:
      "Every change of the policy begins as a draft: it starts from the version in force, changes nothing until it is published, and shows before what it would have done.",
  },
  published: {
    title: "No draft was published yet",
    words: "A draft that becomes a version is kept here, with who wrote it and who agreed.",
  },
  discarded: {
    title: "No draft was discarded",
    words: "A draft that somebody ends without publishing it is kept here, with the reason.",
  },
} as const;
