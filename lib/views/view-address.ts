// Between the address of the calls page and what a view keeps of it. Pure.
import type { CallsAddress } from "../routes";
import type { ViewAddress } from "./model";

/** Query and range; the page, the open call and the zone are the reader's own. */
export function keptOf({ q, from, to }: CallsAddress): ViewAddress {
  return { q: q ?? "", from: from ?? "", to: to ?? "" };
}

/** The address that shows the view from its first page, in the zone of the reader. */
export function addressOf({ q, from, to }: ViewAddress, { tz }: CallsAddress): CallsAddress {
  return { q: q || undefined, from: from || undefined, to: to || undefined, tz };
}

export function isSameView(one: ViewAddress, other: ViewAddress): boolean {
  return one.q === other.q && one.from === other.from && one.to === other.to;
}
