import type { z } from "zod";
import type { Permission, Scope } from "../../lib/access/model";
import type { Viewer } from "../../lib/access/viewer";
import type { Container } from "../../lib/container";
import type { KeyHolder } from "../../lib/sources/verify-key";
import type { ProcessRole } from "../../lib/env";

/** Who may call a route. Checked before the handler runs; the OpenAPI entry says the same. */
export type Access =
  | { kind: "public" }
  /** Somebody at a browser: a personal access token does not do. */
  | { kind: "session" }
  /** Any member, also by a token: the handler says what each of them sees. */
  | { kind: "signed-in" }
  /** The metrics token, or without one this machine. */
  | { kind: "metrics" }
  | { kind: "member"; permission: Permission }
  /** Any of the scopes will do. */
  | { kind: "key"; scopes: readonly [Scope, ...Scope[]] };

/** What the handler may rely on: parsed input, and the identity that `access` asked for. */
export type RouteInput<Params, Query, Body, Who> = {
  params: Params;
  query: Query;
  body: Body;
  who: Who;
  container: Container;
  request: Request;
  requestId: string;
  /** The peer, or what a trusted proxy says it is. */
  address: string | null;
  /** From this machine, and through no proxy that we know of. */
  near: boolean;
};

type WhoOf<A extends Access> = A extends { kind: "key" }
  ? KeyHolder
  : A extends { kind: "public" | "metrics" }
    ? null
    : Viewer;

/** `Response` is sent as it is; anything else is answered as JSON with `status` (default 200). */
export type RouteSpec<
  A extends Access,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
> = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** OpenAPI form: `/api/v1/calls/{id}`. */
  path: string;
  role: Exclude<ProcessRole, "worker"> | "any";
  access: A;
  summary: string;
  params?: Params;
  query?: Query;
  /** JSON body; a handler that reads the raw request leaves this out. */
  body?: Body;
  /** The most that the JSON body may have; 1 MiB without it. */
  bodyBytes?: number;
  response?: z.ZodType;
  status?: 200 | 201 | 204;
  /** Errors in the protocol's own form, also those from before the handler; problem+json without it. */
  failure?: (problem: Response, request: Request) => Promise<Response>;
  handle: (
    input: RouteInput<z.output<Params>, z.output<Query>, z.output<Body>, WhoOf<A>>,
  ) => Promise<unknown> | unknown;
};

export type Route = Omit<RouteSpec<Access, z.ZodType, z.ZodType, z.ZodType>, "handle"> & {
  handle: (input: RouteInput<unknown, unknown, unknown, unknown>) => Promise<unknown>;
};

/** Declares one operation; dispatch, OpenAPI and the role matrix derive from it. */
export function route<
  const A extends Access,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
>(spec: RouteSpec<A, Params, Query, Body>): Route {
  return { ...spec, handle: async (input) => spec.handle(input as never) };
}
