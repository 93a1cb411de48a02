import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { memberSession } from "../../db/schema/access";
import { DomainError } from "../errors";
import type { CommandContext } from "./command";
import { sessionHash } from "./session";
import type { Viewer } from "./viewer";
import { RECENT_MINUTES } from "./ways-in";

/** The member who asks, signed in within the last ten minutes. Throws `forbidden`. */
export async function requireRecentSignIn(tx: Db, context: CommandContext): Promise<string> {
  return (await recentSignIn(tx, context, RECENT_MINUTES)).memberId;
}

/** Who asks and when they signed in, within the last `minutes`. Throws `forbidden`. */
export async function recentSignIn(
  tx: Db,
  context: CommandContext,
  minutes: number,
): Promise<{ memberId: string; authTime: string }> {
  const { sessionId } = ownSession(context);
  const [recent] = await tx
    .select({ memberId: memberSession.memberId, authTime: memberSession.authTime })
    .from(memberSession)
    .where(
      and(
        eq(memberSession.idSha256, sessionHash(sessionId)),
        isNull(memberSession.endedAt),
        gt(memberSession.authTime, sql`now() - make_interval(mins => ${minutes})`),
      ),
    );
  if (recent) return recent;
  throw new DomainError(
    "forbidden",
    `Sign in again first: this needs a sign-in of the last ${minutes} minutes.`,
    { details: { signInAgain: true } },
  );
}

/** Who asks, and through which session. Throws `forbidden` for a token, which has none. */
export function ownSession({ actor }: CommandContext): {
  memberId: string;
  sessionId: string;
  viewer: Viewer;
} {
  const viewer = actor.kind === "member" ? actor.viewer : null;
  if (viewer === null || viewer.sessionId === null) {
    throw new DomainError("forbidden", "Only somebody who is signed in can do this.");
  }
  return { memberId: viewer.memberId, sessionId: viewer.sessionId, viewer };
}
