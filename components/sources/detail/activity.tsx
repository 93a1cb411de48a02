"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { activityOptions } from "@/lib/sources/options";
import type { ActivityView } from "@/lib/sources/view";
import { cn } from "../../ui/cn";
import {
  STATUS_FILLS,
  STATUS_MEANINGS,
  STATUS_NAMES,
  STATUS_ORDER,
  statusSentence,
  totalOf,
} from "../status-words";
import { ActivityTable } from "./activity-table";

const HEIGHT = 120;
const SHOWN = STATUS_ORDER.filter((status) => status !== "conflict");

/** What came in each of the last 24 hours, as bars, with the same numbers as a table. */
export function Activity({ id }: { id: string }) {
  const { data } = useSuspenseQuery(activityOptions(id));
  const hours = data.items;
  const most = Math.max(...hours.map(totalOf), 1);
  const isEmpty = hours.every((hour) => totalOf(hour) === 0);
  return (
    <div className="grid gap-3">
      <div className="rounded-lg border bg-surface px-3 pt-3 pb-2">
        <p className="text-2xs text-ink-3 tabular-nums">
          {isEmpty ? "Nothing was received" : `${most.toLocaleString("en")} in the fullest hour`}
        </p>
        <div aria-hidden className="flex h-[120px] items-end gap-0.5 border-b">
          {hours.map((hour) => (
            <Bar key={hour.hour} hour={hour} most={most} />
          ))}
        </div>
        <div aria-hidden className="flex justify-between pt-1 text-2xs text-ink-3 tabular-nums">
          <span>{clock(hours[0]?.hour)}</span>
          <span>{clock(hours[Math.floor(hours.length / 2)]?.hour)}</span>
          <span>{clock(hours.at(-1)?.hour)} UTC</span>
        </div>
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-2">
        {SHOWN.map((status) => (
          <li key={status} title={STATUS_MEANINGS[status]} className="flex items-center gap-1.5">
            <span
              aria-hidden
              className={cn("size-2.5 rounded-[2px]", STATUS_FILLS[status].background)}
            />
            {status === "quarantined" ? "quarantined or in conflict" : STATUS_NAMES[status]}
          </li>
        ))}
      </ul>
      <ActivityTable hours={hours} />
    </div>
  );
}

function Bar({ hour, most }: { hour: ActivityView["items"][number]; most: number }) {
  return (
    <div
      className="flex h-full min-w-0 flex-1 flex-col-reverse rounded-t-[2px] hover:bg-hover"
      title={`${clock(hour.hour)} UTC: ${statusSentence(hour)}`}
    >
      {STATUS_ORDER.filter((status) => hour[status] > 0).map((status) => (
        <div
          key={status}
          className={STATUS_FILLS[status].background}
          // However little it is, it is seen.
          style={{ height: Math.max(2, Math.round((hour[status] / most) * HEIGHT)) }}
        />
      ))}
    </div>
  );
}

/** "14:00" of an instant in UTC. */
function clock(iso: string | undefined): string {
  return iso === undefined ? "" : iso.slice(11, 16);
}
