import { COLUMNS } from "./columns";

/** The day of the rows below, where they have no room to say it themselves. */
export function DayRow({ date, zone }: { date: string; zone: string }) {
  return (
    <div
      role="row"
      className="sticky top-8 z-[5] hidden h-6 items-center border-b bg-sunken px-4 text-2xs text-ink-2 @max-[1000px]:flex @max-[640px]:top-0 @max-[640px]:px-3"
    >
      <div role="cell" aria-colspan={COLUMNS.length} className="tabular-nums">
        {date} <span className="text-ink-3">· {zone}</span>
      </div>
    </div>
  );
}
