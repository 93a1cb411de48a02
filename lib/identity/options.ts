// What the console asks about the directory; keys are shared with the server's prefetch.
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { askApi } from "../api-client";
import type { ListAddress } from "../routes";
import {
  DIRECTORY_ITEMS,
  type DirectoryList,
  personDetail,
  proposalView,
  serverDetail,
  unlinkedPage,
} from "./directory-views";

/** One page of a list, at most 200 entries. */
export function directoryOptions<List extends DirectoryList>(
  list: List,
  { q, cursor }: ListAddress = {},
) {
  const schema = z.object({
    items: z.array(DIRECTORY_ITEMS[list]),
    next: z.string().nullable(),
  });
  const query = new URLSearchParams({ ...(q && { q }), ...(cursor && { cursor }) });
  return queryOptions({
    queryKey: ["directory", list, query.toString()],
    queryFn: ({ signal }) => askApi(`/${list}?${query}`, schema, { signal }),
  });
}

export function personOptions(slug: string) {
  return queryOptions({
    queryKey: ["directory", "person", slug],
    queryFn: ({ signal }) =>
      askApi(`/persons/${encodeURIComponent(slug)}`, personDetail, { signal }),
  });
}

export function serverOptions(id: string) {
  return queryOptions({
    queryKey: ["directory", "server", id],
    queryFn: ({ signal }) => askApi(`/servers/${encodeURIComponent(id)}`, serverDetail, { signal }),
  });
}

/** Principals that are nobody's yet. */
export function unlinkedOptions() {
  return queryOptions({
    queryKey: ["directory", "unlinked"],
    queryFn: ({ signal }) => askApi("/directory/unlinked", unlinkedPage, { signal }),
  });
}

/** Back-dated sanctions that wait for a second admin, and the last decided ones. */
export function proposalsOptions() {
  return queryOptions({
    queryKey: ["directory", "proposals"],
    queryFn: ({ signal }) =>
      askApi("/sanction-proposals", z.object({ items: z.array(proposalView) }), { signal }),
  });
}
