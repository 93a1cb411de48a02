"use client";
import { CalendarX2, ScrollText, SearchX, Unlink } from "lucide-react";
import { isFiltered } from "@/lib/access/admin-log-address";
import { ApiError } from "@/lib/api-client";
import type { AdminLogAddress } from "@/lib/routes";
import { ALL_TIME, rangeName } from "@/lib/time-range";
import { Failed } from "../../layout/failed";
import { Button } from "../../ui/button";
import { StatePanel } from "../../ui/state-panel";
import type { GoInLog } from "./use-admin-log-address";

/** Why there are no rows: the page is past the end, nothing fits, or nothing was ever recorded. */
export function AdminLogEmpty({
  address,
  go,
  zone,
}: {
  address: AdminLogAddress;
  go: GoInLog;
  zone: string;
}) {
  if (address.cursor)
    return (
      <StatePanel
        role="status"
        icon={<SearchX aria-hidden />}
        title="This page holds no records"
        actions={<Button onClick={() => go({ cursor: undefined })}>Go to the newest page</Button>}
      />
    );
  if (!isFiltered(address))
    return (
      <StatePanel role="status" icon={<ScrollText aria-hidden />} title="Nothing is recorded yet">
        <p>Every change, every sign-in and every opened payload will be listed here.</p>
      </StatePanel>
    );
  const { actor, action, subject, request, from, to } = address;
  const range = { from: from ?? (to ? undefined : ALL_TIME), to };
  const isTimed = range.from !== ALL_TIME;
  return (
    <StatePanel
      role="status"
      icon={<SearchX aria-hidden />}
      title="No record fits"
      actions={
        <>
          {isTimed && (
            <Button onClick={() => go({ from: undefined, to: undefined })}>Search all time</Button>
          )}
          {(actor || action || subject || request) && (
            <Button onClick={() => go(WITHOUT_FILTERS)}>Drop the filters</Button>
          )}
        </>
      }
    >
      <p>
        No record fits all filters in the range “{rangeName(range, zone)}”. Who, what and request
        are compared as a whole, not in part.
      </p>
    </StatePanel>
  );
}

const WITHOUT_FILTERS: AdminLogAddress = {
  actor: undefined,
  action: undefined,
  subject: undefined,
  request: undefined,
};

/** Why the log could not be read, with what mends it: asking again helps no broken address. */
export function AdminLogFailed({
  error,
  retry,
  go,
}: {
  error: unknown;
  retry: () => void;
  go: GoInLog;
}) {
  const wrong = error instanceof ApiError ? error.fields.map(({ path }) => path) : [];
  if (wrong.includes("cursor"))
    return (
      <StatePanel
        role="alert"
        icon={<Unlink aria-hidden />}
        title="This link names no page of the log"
        actions={<Button onClick={() => go({ cursor: undefined })}>Go to the newest page</Button>}
      >
        <p>Perhaps it was cut off. The filters in it are kept.</p>
      </StatePanel>
    );
  if (wrong.includes("from") || wrong.includes("to"))
    return (
      <StatePanel
        role="alert"
        icon={<CalendarX2 aria-hidden />}
        title="The time range cannot be read"
        actions={
          <Button onClick={() => go({ from: undefined, to: undefined })}>Search all time</Button>
        }
      />
    );
  return <Failed error={error} retry={retry} />;
}
