"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { singleAdminOptions, versionsOptions } from "@/lib/policy/options";
import { routes } from "@/lib/routes";
import { ListSkeleton } from "../../directory/list-skeleton";
import { QueryBoundary } from "../../layout/query-boundary";
import { buttonStyle } from "../../ui/button-style";
import { PermissionsHeader } from "../permissions-header";
import { NoVersions } from "./no-versions";
import { SingleAdminMode } from "./single-admin-mode";
import { VersionsTable } from "./versions-table";

/** Every version of the policy, the one in force first. */
export function VersionsList({ cursor }: { cursor: string | undefined }) {
  return (
    <>
      <PermissionsHeader>
        <Link href={routes.compareVersions()} prefetch={false} className={buttonStyle({})}>
          Compare
        </Link>
      </PermissionsHeader>
      <div className="relative min-h-0 flex-1 overflow-auto" tabIndex={-1}>
        <QueryBoundary
          queryKey={singleAdminOptions().queryKey}
          loading={<div aria-hidden className="h-19" />}
        >
          <SingleAdminMode />
        </QueryBoundary>
        <QueryBoundary
          queryKey={versionsOptions(cursor).queryKey}
          loading={<ListSkeleton label="versions" />}
        >
          <Versions cursor={cursor} />
        </QueryBoundary>
      </div>
    </>
  );
}

function Versions({ cursor }: { cursor: string | undefined }) {
  const { data, dataUpdatedAt: now } = useSuspenseQuery(versionsOptions(cursor));
  if (data.items.length === 0) return <NoVersions />;
  return (
    <>
      <VersionsTable
        versions={data.items}
        inForce={cursor === undefined ? (data.items[0]?.number ?? null) : null}
        now={now}
      />
      {(data.next !== null || cursor !== undefined) && (
        <nav aria-label="Pages of versions" className="flex justify-end gap-2 px-3 py-2 md:px-4">
          {cursor !== undefined && (
            <Link href={routes.versions()} prefetch={false} className={buttonStyle({})}>
              Newest versions
            </Link>
          )}
          {data.next !== null && (
            <Link
              href={routes.versions({ cursor: data.next })}
              prefetch={false}
              className={buttonStyle({})}
            >
              Older
            </Link>
          )}
        </nav>
      )}
    </>
  );
}
