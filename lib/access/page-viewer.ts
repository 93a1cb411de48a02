import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { container } from "../container";
import { routes } from "../routes";
import { viewerOf } from "./session";
import { sessionIdOf } from "./session-cookie";
import { hasOwner } from "./setup";
import type { Viewer } from "./viewer";

/** The member behind this page's request, or null. Read once a request. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const { env, keys, console: pool } = container();
  const sessionId = await sessionIdOf((await cookies()).toString(), {
    secure: env.url.protocol === "https:",
    secret: keys.sessions,
  });
  return sessionId === null ? null : viewerOf(pool, sessionId, true);
});

/** The member, or a redirect: to set-up while there is no owner, else to sign-in and back here. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await currentViewer();
  if (viewer !== null) return viewer;
  if (!(await hasOwner(container().console.db))) redirect(routes.setup());
  const here = (await headers()).get("x-onbehalf-path");
  redirect(routes.signIn(here ?? undefined));
}
