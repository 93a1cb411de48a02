import Link from "next/link";

/** A page's title and what belongs to the whole page. */
export function PageHeader({
  title,
  back,
  children,
}: {
  title: string;
  /** The page that this one belongs to. */
  back?: { name: string; href: string };
  children?: React.ReactNode;
}) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b px-3 md:px-4">
      <div className="mr-auto flex min-w-0 items-baseline gap-1.5">
        {back && (
          <>
            <Link href={back.href} className="shrink-0 rounded-sm text-ink-3 hover:text-ink">
              {back.name}
            </Link>
            <span aria-hidden className="text-ink-3">
              /
            </span>
          </>
        )}
        <h1 className="truncate text-base font-semibold tracking-tight">{title}</h1>
      </div>
      {children}
    </header>
  );
}
