import { cn } from "./cn";

/** A part of a page of settings: what it is about on the left, on the phone above. */
export function Section({
  title,
  note,
  className,
  children,
}: {
  title: string;
  note?: React.ReactNode;
  className?: string;
  children: React.ReactNode;
}) {
  return (
    <section
      aria-label={title}
      className={cn(
        "grid gap-x-8 gap-y-3 border-t py-6 first:border-t-0 lg:grid-cols-[15rem_minmax(0,1fr)]",
        className,
      )}
    >
      <div className="grid content-start gap-1">
        <h2 className="text-base font-semibold">{title}</h2>
        {note && <p className="text-xs text-ink-3">{note}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
