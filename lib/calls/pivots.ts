// From a fact of a call to other calls: changes of the address, in the same canonical text that the bar writes.
import { type CallsAddress, routes } from "../routes";
import type { Fact } from "./facts";
import { andAlso, excludeValue, onlyValue } from "./filters";
import { parseQuery } from "./query-language/parse";
import { printQuery } from "./query-language/print";
import { isText } from "./query-language/nodes";
import type { CallRow } from "./view";

/** `change` is null where the query cannot be read, so that nothing can be added to it. */
export type Pivot = { label: string; change: CallsAddress | null };

/** The page about what the fact names; null where there is none. */
export function pageOf({ field }: Fact, call: CallRow): { label: string; href: string } | null {
  if (field === "source") return { label: "Open the source", href: routes.source(call.source.id) };
  const sides = { caller: call.caller.identity, ranas: call.ranAs.identity };
  const identity = field === "caller" || field === "ranas" ? sides[field] : null;
  if (identity === null) return null;
  const { person, principal } = identity;
  if (person) return { label: "Open the person", href: routes.person(person.id) };
  if (field === "ranas" && principal)
    return { label: "Look among the services", href: routes.services({ q: principal.sub }) };
  return { label: "Open the unlinked principals", href: routes.unlinked() };
}

const AROUND_MS = 5 * 60_000;

/** Where one can go from a fact, narrowing first; what replaces the query or the range comes last. */
export function pivotsOf(fact: Fact, call: CallRow, address: CallsAddress): readonly Pivot[] {
  const { field, value } = fact;
  if (field === "time") return [{ label: "± 5 minutes around this call", change: around(call) }];
  const q = address.q ?? "";
  if (value === null)
    return [
      { label: `Only without ${fact.name.toLowerCase()}`, change: also(q, `-has:${field}`) },
      { label: "Exclude these", change: also(q, `has:${field}`) },
    ];
  if (field === "duration")
    return [
      { label: "Only as long or longer", change: also(q, `duration>=${value}`) },
      { label: "Only shorter", change: also(q, `duration<${value}`) },
    ];
  return [
    { label: "Only", change: query(onlyValue(q, field, value)) },
    { label: "Exclude", change: query(excludeValue(q, field, value)) },
    ...instead(fact, call),
  ];
}

/** Those that answer another question than the one that is asked now. */
function instead({ field, value }: Fact, call: CallRow): Pivot[] {
  if (value === null) return [];
  const alone = printQuery({ terms: [isText(field, value)] });
  switch (field) {
    case "credential":
    case "ranas":
      return [{ label: "Everyone who ran as this", change: { q: alone } }];
    case "session":
      return [{ label: "Same session ± 5 minutes", change: { q: alone, ...around(call) } }];
    case "trace":
      return [{ label: "Same trace ± 5 minutes", change: { q: alone, ...around(call) } }];
    default:
      return [];
  }
}

/** Five minutes before and after the call, as instants. */
export function around({ time }: Pick<CallRow, "time">): { from: string; to: string } {
  const at = Date.parse(time);
  const [from, to] = [new Date(at - AROUND_MS), new Date(at + AROUND_MS)];
  return { from: from.toISOString(), to: to.toISOString() };
}

export type SetAside = {
  /** The parts of the query that do not hold any more; empty where all do. */
  q: string;
  range: boolean;
};

/** What held before a change and does not any more; null where everything still does. */
export function setAside(before: CallsAddress, after: CallsAddress): SetAside | null {
  const kept = termsIn(after.q);
  const q = termsIn(before.q)
    .filter((term) => !kept.includes(term))
    .join(" ");
  const range = before.from !== after.from || before.to !== after.to;
  return q === "" && !range ? null : { q, range };
}

function also(q: string, term: string): CallsAddress | null {
  if (!parseQuery(q).ok) return null;
  return { q: termsIn(q).includes(term) ? q : andAlso(q, term) };
}

function query(q: string | null): CallsAddress | null {
  return q === null ? null : { q: q || undefined };
}

/** The parts of a query as they are printed; one that cannot be read is one part. */
function termsIn(q: string | undefined): string[] {
  if (!q) return [];
  const parsed = parseQuery(q);
  return parsed.ok ? parsed.query.terms.map((term) => printQuery({ terms: [term] })) : [q];
}
