import type { z } from "zod";
import type { figuresView } from "@/lib/approvals/around-view";

type Days = z.infer<typeof figuresView>["days"];

/** Requests by day as bars; the same as a list for those who do not see them. */
export function DayBars({ days }: { days: Days }) {
  const most = Math.max(1, ...days.map(({ requests }) => requests));
  const [first] = days;
  const last = days.at(-1);
  return (
    <figure className="grid gap-1 px-3 pt-4 md:px-4">
      <figcaption className="text-xs text-ink-3">
        Requests a day, at most {most.toLocaleString("en")}
      </figcaption>
      <ol aria-label="Requests a day" className="flex h-24 items-end gap-px border-b sm:gap-1">
        {days.map(({ day, requests }) => (
          <li
            key={day}
            title={`${day}: ${requests.toLocaleString("en")}`}
            className="flex h-full min-w-0 flex-1 items-end hover:bg-hover"
          >
            <span className="sr-only">
              {day}: {requests.toLocaleString("en")}
            </span>
            <span
              aria-hidden
              className="w-full rounded-t-xs bg-ink-3"
              style={{ height: requests === 0 ? 0 : `max(2px, ${(100 * requests) / most}%)` }}
            />
          </li>
        ))}
      </ol>
      <p aria-hidden className="flex justify-between text-2xs text-ink-3 tabular-nums">
        <span>{first?.day}</span>
        <span>{last?.day}</span>
      </p>
    </figure>
  );
}
