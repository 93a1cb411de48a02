import Link from "next/link";

/** The parts of a page, each with an address of its own. */
export function TabLinks({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { name: string; href: string; current: boolean; count?: number }[];
}) {
  return (
    <nav aria-label={label} className="shrink-0 overflow-x-auto border-b px-1 md:px-2">
      <ul className="flex">
        {tabs.map(({ name, href, current, count }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={current ? "page" : undefined}
              className="relative flex h-10 items-center gap-1.5 px-2 whitespace-nowrap text-ink-2 -outline-offset-2 after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 hover:text-ink aria-[current]:font-medium aria-[current]:text-ink aria-[current]:after:bg-ink"
            >
              {name}
              {count !== undefined && count > 0 && (
                <span className="rounded-full bg-hover px-1.5 text-2xs font-medium text-ink tabular-nums">
                  {count.toLocaleString("en")}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
