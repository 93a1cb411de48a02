import Link from "next/link";
import { type DraftsAddress, routes } from "@/lib/routes";

const STATES = [
  { name: "Open", state: undefined },
  { name: "Published", state: "published" },
  { name: "Discarded", state: "discarded" },
] as const;

/** Which drafts are listed. */
export function DraftStates({ state }: Pick<DraftsAddress, "state">) {
  return (
    <nav aria-label="Which drafts" className="px-3 py-2.5 md:px-4">
      <ul className="flex gap-1">
        {STATES.map((one) => (
          <li key={one.name}>
            <Link
              href={routes.drafts({ state: one.state })}
              prefetch={false}
              aria-current={one.state === state ? "page" : undefined}
              className="flex h-7 items-center rounded-md border border-transparent px-2.5 text-ink-2 hover:bg-hover hover:text-ink aria-[current]:border-line-strong aria-[current]:font-medium aria-[current]:text-ink"
            >
              {one.name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
