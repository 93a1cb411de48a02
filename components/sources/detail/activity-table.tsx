import type { ActivityView } from "@/lib/sources/view";
import { STATUS_NAMES, STATUS_ORDER, totalOf } from "../status-words";

/** The bars as numbers: the hours in which anything came or was called. */
export function ActivityTable({ hours }: { hours: ActivityView["items"] }) {
  const busy = hours.filter((hour) => totalOf(hour) > 0 || hour.calls > 0).toReversed();
  if (busy.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="w-fit rounded-sm text-xs text-ink-2">As a table</summary>
      <div className="mt-2 overflow-x-auto" tabIndex={0} data-scrolls>
        <table className="w-full text-right text-xs tabular-nums [&_td]:py-1 [&_td]:pl-4 [&_th]:py-1 [&_th]:pl-4 [&_th]:font-normal">
          <thead className="text-ink-3">
            <tr className="border-b">
              <th scope="col" className="!pl-0 text-left">
                Hour, UTC
              </th>
              <th scope="col">calls made</th>
              {STATUS_ORDER.map((status) => (
                <th key={status} scope="col">
                  {STATUS_NAMES[status]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {busy.map((hour) => (
              <tr key={hour.hour} className="border-b last:border-0">
                <th scope="row" className="!pl-0 text-left whitespace-nowrap text-ink-2">
                  {hour.hour.slice(0, 10)} {hour.hour.slice(11, 16)}
                </th>
                <td>{hour.calls.toLocaleString("en")}</td>
                {STATUS_ORDER.map((status) => (
                  <td key={status}>{hour[status].toLocaleString("en")}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
