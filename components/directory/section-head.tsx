/** Title, meaning and actions of one part of the directory. */
export function SectionHead({
  title,
  lead,
  children,
}: {
  title: React.ReactNode;
  lead?: React.ReactNode;
  children?: React.ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3 px-3 pt-4 pb-3 md:px-4">
      <div className="grid min-w-0 flex-1 basis-80 gap-0.5">
        <h2 className="text-base font-semibold tracking-tight wrap-anywhere">{title}</h2>
        {lead && <p className="max-w-[72ch] text-ink-2">{lead}</p>}
      </div>
      {children && (
        <div className="flex flex-wrap items-center gap-2 max-sm:w-full">{children}</div>
      )}
    </div>
  );
}
