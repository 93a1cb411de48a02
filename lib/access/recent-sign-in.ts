import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { memberSession } from "../../db/schema/access";
import { DomainError } from "../errors";
import type { CommandContext } from "./command";
import { sessionHash } from "./session";
import { RECENT_MINUTES } from "./ways-in";

/** The member who asks, signed in within the last ten minutes. Throws `forbidden`. */
export async function requireRecentSignIn(tx: Db, context: CommandContext): Promise<string> {
  const { memberId, sessionId } = ownSession(context);
  const [recent] = await tx
    .select({ memberId: memberSession.memberId })
    .from(memberSession)
    .where(
      and(
        eq(memberSession.idSha256, sessionHash(sessionId)),
        isNull(memberSession.endedAt),
        gt(memberSession.authTime, sql`now() - make_interval(mins => ${RECENT_MINUTES})`),
      ),
    );
  if (recent) return memberId;
  throw new DomainError(
    "forbidden",
    `Sign in again first: this needs a sign-in of the last ${RECENT_MINUTES} minutes.`,
  );
}

/** Who asks, and through which session. Throws `forbidden` for a token, which has none. */
export function ownSession({ actor }: CommandContext): { memberId: string; sessionId: string } {
  const viewer = actor.kind === "member" ? actor.viewer : null;
  if (viewer === null || viewer.sessionId === null) {
    throw new DomainError("forbidden", "Only somebody who is signed in can do this.");
  }
  return { memberId: viewer.memberId, sessionId: viewer.sessionId };
}
