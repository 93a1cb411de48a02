"use client";
import { cn } from "../ui/cn";
import { useColumns } from "./columns-context";

const LOOK =
  "h-6 items-center border-b bg-sunken px-4 text-2xs text-ink-2 tabular-nums @max-[640px]:px-3";

/** The day of the rows below, where they have no room to say it themselves. */
export function DayRow({ date, zone }: { date: string; zone: string }) {
  const { shown } = useColumns();
  return (
    <div role="row" className={cn(LOOK, "hidden @max-[1000px]:flex")}>
      <div role="cell" aria-colspan={shown.length}>
        <Day date={date} zone={zone} />
      </div>
    </div>
  );
}

/** The day of the row at the top, over it: where one scrolled past the row that names it. */
export function TopDay({ date, zone }: { date: string | null; zone: string }) {
  return (
    date !== null && (
      <div aria-hidden className="sticky top-8 z-[5] h-0 @max-[640px]:top-0">
        <div className={cn(LOOK, "flex")}>
          <Day date={date} zone={zone} />
        </div>
      </div>
    )
  );
}

function Day({ date, zone }: { date: string; zone: string }) {
  return (
    <span>
      {date} <span className="text-ink-3">· {zone}</span>
    </span>
  );
}
