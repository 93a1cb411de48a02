/** A page's title and what belongs to the whole page. */
export function PageHeader({ title, children }: { title: string; children?: React.ReactNode }) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b px-3 md:px-4">
      <h1 className="mr-auto text-base font-semibold tracking-tight">{title}</h1>
      {children}
    </header>
  );
}
