import { useId } from "react";
import { cn } from "./cn";

/** A part of a page with a title: what it shows, and why one would look. */
export function Card({
  title,
  lead,
  action,
  className,
  children,
}: {
  title: string;
  lead: string;
  action?: React.ReactNode;
  className?: string;
  children: React.ReactNode;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={cn("flex min-w-0 flex-col overflow-hidden rounded-lg border", className)}
    >
      <header className="flex items-start gap-3 px-3 pt-2.5 pb-2 md:px-4">
        <div className="min-w-0 flex-1">
          <h2 id={id} className="text-sm font-semibold">
            {title}
          </h2>
          <p className="text-xs text-ink-3">{lead}</p>
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}

/** In a card without rows: that this is so, and what it means. */
export function CardEmpty({ children }: { children: React.ReactNode }) {
  return <p className="px-3 pt-1 pb-5 text-sm text-ink-3 md:px-4">{children}</p>;
}
