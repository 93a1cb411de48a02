"use client";
import { useDeferredValue, useMemo } from "react";
import { adminLogParams } from "@/lib/access/admin-log-address";
import type { AdminLogAddress } from "@/lib/routes";
import { ALL_TIME, DEFAULT_FROM } from "@/lib/time-range";
import { TimeRangeMenu } from "../../calls/time-range-menu";
import { useZone } from "../../calls/use-zone";
import { ZoneToggle } from "../../calls/zone-toggle";
import { PageHeader } from "../../layout/page-header";
import { AdminLogFilters } from "./admin-log-filters";
import { AdminLogList } from "./admin-log-list";
import { RefreshLog } from "./refresh-log";
import { useAdminLogAddress } from "./use-admin-log-address";

/** The admin log: the address is its state, the filters are an editor of it. */
export function AdminLog() {
  const [address, go] = useAdminLogAddress();
  const zone = useZone(address.tz);
  const { actor, action, subject, request, from, to, cursor } = address;
  const params = useMemo(
    () => adminLogParams({ actor, action, subject, request, from, to, cursor }),
    [actor, action, subject, request, from, to, cursor],
  );
  const shown = useDeferredValue(params);
  return (
    <>
      <PageHeader title="Admin log">
        <RefreshLog params={params} />
        <TimeRangeMenu
          address={{ from: from ?? (to ? undefined : ALL_TIME), to }}
          go={(change) => go(rangeOf(change))}
          zone={zone}
        />
        <ZoneToggle zone={zone} go={({ tz }, how) => go({ tz }, how)} />
      </PageHeader>
      <AdminLogFilters key={JSON.stringify([actor, subject, request])} address={address} go={go} />
      <div className="@container/log flex min-h-0 flex-1 flex-col border-t">
        <AdminLogList
          params={shown}
          stale={shown !== params}
          address={address}
          go={go}
          zone={zone.name}
        />
      </div>
    </>
  );
}

/** The menu leaves its own default out; here the default is all time. */
function rangeOf({ from, to }: AdminLogAddress): AdminLogAddress {
  const start = from ?? (to ? undefined : DEFAULT_FROM);
  return { from: start === ALL_TIME ? undefined : start, to };
}
