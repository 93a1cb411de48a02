// One long list of calls, as far as it was read: what it must know of its pages while their rows are
// let go, so that any of them can be read again. Pure.
import type { CallPage, CallRow } from "./view";

/** Where a page begins or ends. */
export type Mark = { id: string; time: string };

/** A page that was read. */
export type Link = {
  cursor: string | null;
  count: number;
  newest: Mark | null;
  oldest: Mark | null;
  /** What was sequenced up to this index was looked at for it. */
  head: number;
};

export type CallChain = {
  /** The newest page first. */
  links: readonly Link[];
  /** Cursors of what was not read yet, at both ends; null where nothing is left. */
  previous: string | null;
  next: string | null;
  /** How far a search has got that stopped to answer, at both ends. */
  searchedUp: string | null;
  searchedTo: string | null;
  /** The first page is to be read without regard to where it ended before. */
  anew?: boolean;
};

/** Towards newer calls a page is searched from its older end. */
export function isNewer({ cursor }: { cursor: string | null }): boolean {
  return cursor?.startsWith("n.") === true;
}

/** The list that begins with this page. */
export function startChain(cursor: string | null, page: CallPage): CallChain {
  const up = isNewer({ cursor });
  return {
    links: [linkOf(cursor, page)],
    previous: page.previous,
    next: page.next,
    searchedUp: up ? page.searchedTo : null,
    searchedTo: up ? null : page.searchedTo,
  };
}

/** The list with a page that was read: a further one at either end, or one of its own once more. */
export function linked(chain: CallChain, cursor: string | null, page: CallPage): CallChain {
  const link = linkOf(cursor, page);
  if (chain.links.some((known) => known.cursor === cursor))
    return {
      ...chain,
      links: chain.links.map((known) => (known.cursor === cursor ? link : known)),
    };
  // A search that found nothing only got further.
  const added = link.count === 0 ? [] : [link];
  const { links } = chain;
  if (cursor === chain.next) {
    const { next, searchedTo } = page;
    return { ...chain, links: [...links, ...added], next, searchedTo };
  }
  if (cursor === chain.previous) {
    const { previous, searchedTo } = page;
    return { ...chain, links: [...added, ...links], previous, searchedUp: searchedTo };
  }
  return chain;
}

/** Whether the list holds this page as it is. */
export function holds({ links }: CallChain, cursor: string | null, page: CallPage): boolean {
  const { count, newest, oldest, head } = linkOf(cursor, page);
  const known = links.find((link) => link.cursor === cursor);
  return (
    known?.count === count &&
    known.head === head &&
    known.newest?.id === newest?.id &&
    known.oldest?.id === oldest?.id
  );
}

/** Where a page ended when it was read, and the cursor beyond; null for one that is new. */
export function endOf(chain: CallChain | undefined, cursor: string | null) {
  const at = chain?.links.findIndex((link) => link.cursor === cursor) ?? -1;
  const link = chain?.links[at];
  if (!chain || !link) return null;
  const up = isNewer(link);
  const mark = up ? link.newest : link.oldest;
  const beyond = up ? chain.links[at - 1] : chain.links[at + 1];
  // A neighbour that was read the other way begins where this one does, not where it ends.
  const follows = beyond && isNewer(beyond) === up ? beyond.cursor : null;
  return mark && { ...mark, up, cursor: follows ?? (up ? chain.previous : chain.next) };
}

export type End = NonNullable<ReturnType<typeof endOf>>;

/** Whether rows that are read again have come to where they ended before. */
export function reaches(rows: readonly CallRow[], { id, time, up }: End): boolean {
  const far = up ? rows.at(0) : rows.at(-1);
  if (rows.some((row) => row.id === id)) return true;
  return far !== undefined && (up ? isLater(far.time, time) : isLater(time, far.time));
}

/** The rows up to where they ended before. */
export function cutAt(rows: readonly CallRow[], { id, time, up }: End): CallRow[] {
  const at = rows.findIndex((row) => row.id === id);
  if (at !== -1) return up ? rows.slice(at) : rows.slice(0, at + 1);
  return rows.filter((row) => !(up ? isLater(row.time, time) : isLater(time, row.time)));
}

/** Whether one instant is after another: RFC 3339 in UTC, with any number of digits. */
export function isLater(one: string, other: string): boolean {
  return one.slice(0, -1) > other.slice(0, -1);
}

function linkOf(cursor: string | null, { items, head }: CallPage): Link {
  const mark = (row: CallRow | undefined) => (row ? { id: row.id, time: row.time } : null);
  return { cursor, count: items.length, newest: mark(items[0]), oldest: mark(items.at(-1)), head };
}
