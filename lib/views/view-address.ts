// Between the address of the calls page and what a view keeps of it. Pure.
import type { CallsAddress } from "../routes";
import type { ViewAddress } from "./model";

/** Query, range and columns; the page, the open call and the zone are the reader's own. */
export function keptOf({ q, from, to, cols }: CallsAddress): ViewAddress {
  return { q: q ?? "", from: from ?? "", to: to ?? "", cols: cols ?? "" };
}

/** The address that shows the view from its first page, in the zone of the reader. */
export function addressOf(view: ViewAddress, { tz, cols }: CallsAddress): CallsAddress {
  const [q, from, to] = [view.q, view.from, view.to].map((part) => part || undefined);
  return { q, from, to, tz, cols: view.cols || cols };
}

/** Whether `other`, which is on screen, is what the view `one` shows. */
export function isSameView(one: ViewAddress, other: ViewAddress): boolean {
  const columns = one.cols === "" || one.cols === other.cols;
  return columns && one.q === other.q && one.from === other.from && one.to === other.to;
}
