// What the console asks about members and the admin log; keys are shared with the server's prefetch.
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { askApi } from "../api-client";
import type { AdminLogParams } from "./admin-log-address";
import { adminLogPageSchema } from "./admin-log-view";
import {
  invitationsSchema,
  memberViewSchema,
  membersSchema,
  sessionsSchema,
  tokensSchema,
} from "./members-view";

/** What others change meanwhile is asked for again on the way back to a page. */
const staleTime = 5_000;

/** One page of the admin log, newest first. */
export function adminLogOptions(params: AdminLogParams) {
  return queryOptions({
    staleTime,
    queryKey: ["admin-log", params],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams(Object.entries(params));
      return askApi(`/admin-log?${query}`, adminLogPageSchema, { signal });
    },
  });
}

export function membersOptions() {
  return queryOptions({
    staleTime,
    queryKey: ["members", "list"],
    queryFn: ({ signal }) => askApi("/members", membersSchema, { signal }),
  });
}

export function invitationsOptions() {
  return queryOptions({
    staleTime,
    queryKey: ["members", "invitations"],
    queryFn: ({ signal }) => askApi("/invitations", invitationsSchema, { signal }),
  });
}

/** A member by id, or null for oneself. */
export type Whose = string | null;

export function memberOptions(whose: Whose) {
  return queryOptions({
    staleTime,
    queryKey: ["members", "one", whose],
    queryFn: ({ signal }) =>
      askApi(whose === null ? "/profile" : pathOf(whose), memberViewSchema, { signal }),
  });
}

/** The open sessions. */
export function sessionsOptions(whose: Whose) {
  const path = whose === null ? "/profile/sessions" : `${pathOf(whose)}/sessions`;
  return queryOptions({
    staleTime,
    queryKey: ["members", "sessions", whose],
    queryFn: ({ signal }) => askApi(path, sessionsSchema, { signal }),
  });
}

/** The access tokens that were not revoked. */
export function tokensOptions(whose: Whose) {
  const path = whose === null ? "/tokens" : `${pathOf(whose)}/tokens`;
  return queryOptions({
    staleTime,
    queryKey: ["members", "tokens", whose],
    queryFn: ({ signal }) => askApi(path, tokensSchema, { signal }),
  });
}

const personsSchema = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
});

/** The first persons of the directory, to choose from. */
export function personsOptions() {
  return queryOptions({
    staleTime,
    queryKey: ["members", "persons"],
    queryFn: ({ signal }) => askApi("/persons", personsSchema, { signal }),
  });
}

function pathOf(id: string): string {
  return `/members/${encodeURIComponent(id)}`;
}
