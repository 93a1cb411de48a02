// Asks for pages of calls in the browser.
import { askApi } from "../api-client";
import type { CallListParams } from "./address";
import { cutAt, type End, reaches } from "./call-chain";
import { type CallPage, callPageSchema } from "./view";

/**
 * One page. One that was read before goes on to where it ended then (`end`), so that nothing is left
 * out that came into it since; at the latest after `most` pages.
 */
export async function readPage(
  params: CallListParams,
  { cursor, end, most = Number.POSITIVE_INFINITY }: Asked,
  signal: AbortSignal,
): Promise<CallPage> {
  let page = await askPage(params, cursor, signal);
  if (end === null) return page;
  for (let n = 1; n < most && !reaches(page.items, end); n += 1) {
    const onwards = end.up ? page.previous : page.next;
    if (onwards === null) break;
    page = joined(page, await askPage(params, onwards, signal), end.up);
  }
  if (!reaches(page.items, end)) return page;
  const beyond = end.up ? { previous: end.cursor } : { next: end.cursor };
  return { ...page, ...beyond, searchedTo: null, items: cutAt(page.items, end) };
}

type Asked = { cursor: string | null; end: End | null; most?: number };

function joined({ items, head, next, previous }: CallPage, more: CallPage, up: boolean): CallPage {
  return up
    ? { ...more, items: [...more.items, ...items], next, head }
    : { ...more, items: [...items, ...more.items], previous, head };
}

function askPage(params: CallListParams, cursor: string | null, signal: AbortSignal) {
  const query = new URLSearchParams({ limit: String(params.limit) });
  for (const key of ["q", "from", "to"] as const) if (params[key]) query.set(key, params[key]);
  if (cursor) query.set("cursor", cursor);
  return askApi(`/calls?${query}`, callPageSchema, { signal });
}
