import Link from "next/link";
import type { FieldName } from "@/lib/calls/query-language/fields";
import { isText } from "@/lib/calls/query-language/nodes";
import { printQuery } from "@/lib/calls/query-language/print";
import { recentStart } from "@/lib/identity/recent";
import { routes } from "@/lib/routes";

export type Wanted = readonly (readonly [field: FieldName, value: string])[];

/** A count of calls that opens exactly those calls; a zero is only a zero. */
export function CallsLink({
  calls,
  wanted,
  children,
}: {
  calls: number;
  /** All of these must hold. */
  wanted: Wanted;
  /** What is counted, for assistive technology: "calls as caller". */
  children: string;
}) {
  if (calls === 0) return <span className="text-ink-3 tabular-nums">0</span>;
  return (
    <Link
      href={callsHref(wanted)}
      prefetch={false}
      className="tabular-nums underline decoration-line-strong underline-offset-2 hover:decoration-ink"
    >
      {calls.toLocaleString("en")}
      <span className="sr-only"> {children}</span>
    </Link>
  );
}

/** The calls of the last 30 days with these values, from the same instant on as they are counted. */
export function callsHref(wanted: Wanted): string {
  const terms = wanted.map(([field, text]) => isText(field, text));
  return routes.calls({ q: printQuery({ terms }), from: recentStart(Date.now()) });
}
