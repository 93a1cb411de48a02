import { useId } from "react";

/** A part of a review with its title, what it is, and what can be done in it. */
export function Part({
  title,
  lead,
  action,
  children,
}: {
  title: string;
  lead?: React.ReactNode;
  action?: React.ReactNode;
  children: React.ReactNode;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3 border-t py-5 first:border-t-0"
    >
      <header className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="grid min-w-0 flex-1 basis-72 gap-0.5">
          <h2 id={id} className="text-base font-semibold tracking-tight">
            {title}
          </h2>
          {lead && <p className="max-w-[72ch] text-sm text-ink-2">{lead}</p>}
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}
