import Link from "next/link";
import { routes } from "@/lib/routes";

/** "12:5", which opens the text there. */
export function PlaceLink({ id, line, column }: { id: string; line: number; column: number }) {
  return (
    <Link
      href={routes.draft(id, { line: String(line) })}
      prefetch={false}
      aria-label={`line ${line}, column ${column}`}
      className="font-medium text-ink tabular-nums underline decoration-line-strong underline-offset-2 hover:decoration-ink"
    >
      {line}:{column}
    </Link>
  );
}
