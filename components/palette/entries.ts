// What the palette offers: the pages a member may open, and the calls of whatever was found. Pure.
import type { Permission } from "@/lib/access/model";
import { onlyValue } from "@/lib/calls/filters";
import { isText } from "@/lib/calls/query-language/nodes";
import { parseQuery } from "@/lib/calls/query-language/parse";
import { printQuery } from "@/lib/calls/query-language/print";
import type { Found } from "@/lib/calls/view";
import { routes } from "@/lib/routes";
import type { ViewAddress } from "@/lib/views/model";
import { addressOf } from "@/lib/views/view-address";

export type Entry = {
  group: "Pages" | "Calls" | "Identities" | "Views" | "Search";
  /** Set before the name: "Calls by". */
  words?: string;
  name: string;
  detail?: string | null;
  href: string;
};

export type PalettePage = { name: string; href: string; needs?: Permission };

/** The pages whose name holds the text. */
export function pageEntries(pages: readonly PalettePage[], text: string): Entry[] {
  const wanted = text.trim().toLowerCase();
  return pages
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map(({ name, href }) => ({ group: "Pages", name, href }));
}

/** The kept and built-in views whose name holds the text; none before something is written. */
export function viewEntries(
  views: readonly (ViewAddress & { name: string })[],
  text: string,
): Entry[] {
  const wanted = text.trim().toLowerCase();
  return views
    .filter(({ name }) => wanted !== "" && name.toLowerCase().includes(wanted))
    .map((view) => ({
      group: "Views",
      name: view.name,
      detail: view.q,
      href: routes.calls(addressOf(view, {})),
    }));
}

/** The text as a query over all calls; nothing where it cannot be read as one. */
export function queryEntry(text: string): Entry[] {
  const q = text.trim();
  if (!q.includes(":") || !parseQuery(q).ok) return [];
  return [{ group: "Calls", words: "Calls that match", name: q, href: routes.calls({ q }) }];
}

/**
 * The calls of what looks like an id, which no search of names finds: it is stored as a hash, or with
 * the call alone. A month back, since an id says nothing of when.
 */
export function idEntries(text: string): Entry[] {
  const id = text.trim();
  if (CALL_ID.test(id))
    return [{ group: "Calls", words: "The call", name: id, href: routes.calls({ call: id }) }];
  if (!LIKE_AN_ID.test(id)) return [];
  return ID_FIELDS.map(([field, words]) => {
    const q = printQuery({ terms: [isText(field, id)] });
    return { group: "Calls", words, name: id, href: routes.calls({ q, from: "-30d" }) };
  });
}

const CALL_ID = /^call_[\w-]{16,}$/;
/** One long word with a digit in it: a UUID, a hash, a gateway's own id. */
const LIKE_AN_ID = /^(?=.*\d)[\w.:/+=-]{8,200}$/;
const ID_FIELDS = [
  ["session", "Calls of the session"],
  ["credential", "Calls with the credential"],
  ["trace", "Calls of the trace"],
] as const;

/** The text as words in names, tools, errors and reasons; nothing where it is a query already. */
export function searchEntry(text: string): Entry[] {
  const words = text.trim();
  if (words === "" || queryEntry(text).length > 0) return [];
  const q = printQuery({
    terms: [{ kind: "text", negated: false, value: { text: words, glob: false } }],
  });
  return [{ group: "Search", words: "Search in calls", name: words, href: routes.calls({ q }) }];
}

/** What can be opened of each thing that was found. */
export function foundEntries(
  { items }: Found,
  { mayReadDirectory }: { mayReadDirectory: boolean },
): Entry[] {
  return items.flatMap(({ field, value, label, detail }) => {
    const calls = (words: string, by: typeof field | "ranas"): Entry => ({
      group: "Calls",
      words,
      name: label,
      detail,
      href: routes.calls({ q: onlyValue("", by, value) ?? undefined }),
    });
    if (field !== "caller") return [calls(CALLS_OF[field], field)];
    const slug = /^person:(.+)$/s.exec(value)?.[1];
    const person: Entry[] =
      slug !== undefined && mayReadDirectory
        ? [{ group: "Identities", name: label, detail: "person", href: routes.person(slug) }]
        : [];
    return [...person, calls("Calls by", "caller"), calls("Calls that ran as", "ranas")];
  });
}

const CALLS_OF = {
  server: "Calls of the server",
  tool: "Calls of the tool",
  source: "Calls through",
  client: "Calls from",
} as const;
