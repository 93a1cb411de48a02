import { cn } from "../../ui/cn";
import { COLUMNS, ROW } from "./columns";

export function AdminLogHead() {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 bg-surface @max-[760px]/log:sr-only">
      <div role="row" className={cn(ROW, "text-2xs text-ink-3")}>
        {COLUMNS.map((name) => (
          <div key={name} role="columnheader">
            {name}
          </div>
        ))}
      </div>
    </div>
  );
}
