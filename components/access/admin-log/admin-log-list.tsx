"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import type { AdminLogParams } from "@/lib/access/admin-log-address";
import { adminLogOptions } from "@/lib/access/options";
import type { AdminLogAddress } from "@/lib/routes";
import { Pager } from "../../layout/pager";
import { QueryBoundary } from "../../layout/query-boundary";
import { cn } from "../../ui/cn";
import { AdminLogEmpty, AdminLogFailed } from "./admin-log-empty";
import { AdminLogTable } from "./admin-log-table";
import { AdminLogSkeleton } from "./admin-log-skeleton";
import type { GoInLog } from "./use-admin-log-address";

type Props = {
  params: AdminLogParams;
  /** The address asks for another page already; this one is about to be replaced. */
  stale: boolean;
  address: AdminLogAddress;
  go: GoInLog;
  zone: string;
};

/** The page of records that the address names, or why there is none. */
export function AdminLogList(props: Props) {
  const { params, go } = props;
  return (
    <QueryBoundary
      queryKey={adminLogOptions(params).queryKey}
      loading={<AdminLogSkeleton />}
      failed={(error, retry) => <AdminLogFailed error={error} retry={retry} go={go} />}
    >
      <Results {...props} />
    </QueryBoundary>
  );
}

function Results({ params, stale, address, go, zone }: Props) {
  const { data: page, dataUpdatedAt } = useSuspenseQuery(adminLogOptions(params));
  if (page.items.length === 0) return <AdminLogEmpty address={address} go={go} zone={zone} />;
  return (
    <>
      <div
        key={JSON.stringify(params)}
        tabIndex={0}
        role="region"
        aria-label="Records"
        data-scrolls
        aria-busy={stale}
        className={cn("min-h-0 flex-1 overflow-auto", stale && "opacity-60")}
      >
        <AdminLogTable rows={page.items} go={go} zone={zone} now={dataUpdatedAt} />
      </div>
      <Pager
        label="Pages of the admin log"
        page={page}
        one="record"
        many="records"
        onCursor={(cursor) => go({ cursor })}
      />
    </>
  );
}
