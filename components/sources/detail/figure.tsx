/** One number of a source with its name and what it counts. */
export function Figure({
  name,
  note,
  children,
}: {
  name: string;
  note: string;
  children: React.ReactNode;
}) {
  return (
    <div className="grid min-w-0 content-start gap-0.5">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="truncate text-lg font-semibold tracking-tight tabular-nums">{children}</dd>
      <dd className="truncate text-xs text-ink-3">{note}</dd>
    </div>
  );
}
