import { cn } from "./cn";

/** A small table of a card; it scrolls inside its own box where it is too wide. */
export function Table({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="relative overflow-x-auto">
      <table aria-label={label} className="w-full border-collapse text-sm">
        {children}
      </table>
    </div>
  );
}

type CellProps = React.ComponentProps<"td"> & { numeric?: boolean };

export function HeadCell({ numeric = false, className, ...props }: CellProps) {
  return (
    <th
      scope="col"
      className={cn(
        "h-7 px-2 text-left text-xs font-normal whitespace-nowrap text-ink-3 first:pl-3 last:pr-3 md:first:pl-4 md:last:pr-4",
        numeric && "text-right",
        className,
      )}
      {...props}
    />
  );
}

export function Cell({ numeric = false, className, ...props }: CellProps) {
  return (
    <td
      className={cn(
        "h-9 px-2 align-middle first:pl-3 last:pr-3 md:first:pl-4 md:last:pr-4",
        numeric && "text-right whitespace-nowrap tabular-nums",
        className,
      )}
      {...props}
    />
  );
}

export function Row({ children }: { children: React.ReactNode }) {
  return <tr className="border-t">{children}</tr>;
}
