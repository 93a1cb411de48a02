import { cn } from "../../ui/cn";

/** One part of the drawer, with its heading. */
export function Section({
  title,
  aside,
  children,
  className,
}: {
  title: string;
  aside?: React.ReactNode;
  children: React.ReactNode;
  className?: string;
}) {
  return (
    <section className={cn("grid grid-cols-[minmax(0,1fr)] gap-2.5", className)}>
      <div className="flex min-h-6 items-center justify-between gap-2">
        <h3 className="text-xs font-semibold text-ink-2">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Names and values in two columns; rows without a value are left out by the caller. */
export function FactList({ children }: { children: React.ReactNode }) {
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm [&_dd]:min-w-0 [&_dd]:wrap-anywhere [&_dt]:text-ink-3">
      {children}
    </dl>
  );
}
