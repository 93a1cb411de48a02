"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { ShieldBan } from "lucide-react";
import { blocksOptions } from "@/lib/decisions/options";
import { ListSkeleton } from "../directory/list-skeleton";
import { SectionHead } from "../directory/section-head";
import { QueryBoundary } from "../layout/query-boundary";
import { PermissionsHeader } from "../permissions/permissions-header";
import { StatePanel } from "../ui/state-panel";
import { BlockByHand } from "./block-form";
import { BlocksTable } from "./blocks-table";

/** Denies that somebody set in a hurry: those in force, and those that were. */
export function BlocksPage() {
  return (
    <>
      <PermissionsHeader>
        <BlockByHand />
      </PermissionsHeader>
      <div className="relative min-h-0 flex-1 overflow-auto" tabIndex={-1}>
        <QueryBoundary
          queryKey={blocksOptions().queryKey}
          loading={<ListSkeleton label="blocks" />}
        >
          <Blocks />
        </QueryBoundary>
      </div>
    </>
  );
}

function Blocks() {
  const { data, dataUpdatedAt: now } = useSuspenseQuery(blocksOptions());
  const standing = data.items.filter(({ state }) => state === "standing");
  const past = data.items.filter(({ state }) => state !== "standing");
  if (data.items.length === 0) return <NothingBlocked />;
  return (
    <>
      <SectionHead
        title="In force"
        lead={
          standing.length === 0
            ? "Nothing is blocked now: the policy alone decides."
            : "Each denies what it names before every rule, at every gateway that asks here, also those that only monitor."
        }
      />
      {standing.length > 0 && (
        <BlocksTable label="Blocks in force" blocks={standing} now={now} standing />
      )}
      {past.length > 0 && (
        <>
          <SectionHead title="Past" lead="Lifted, or ended by themselves." />
          <BlocksTable label="Past blocks" blocks={past} now={now} />
        </>
      )}
    </>
  );
}

function NothingBlocked() {
  return (
    <StatePanel role="status" icon={<ShieldBan aria-hidden />} title="Nothing was ever blocked">
      <p>
        A block stops a person, client, credential or tool within a second, before every rule and
        without a draft. Set one here, or from a call: open it and choose “Block now”.
      </p>
    </StatePanel>
  );
}
