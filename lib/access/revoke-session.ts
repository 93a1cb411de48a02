import { and, eq, isNull, ne, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { memberSession } from "../../db/schema/access";
import { DomainError } from "../errors";
import { command, type CommandContext } from "./command";
import { ownSession } from "./recent-sign-in";
import { HANDLE_BYTES, sessionHandle } from "./session";

const handle = z.string().regex(/^[0-9a-f]{32}$/, "no session's id");

/** Ends one session of another member, or one's own. Throws `not_found`. */
export const revokeSession = command({
  action: "session.revoked",
  needs: "members:write",
  input: z.object({
    memberId: z.string(),
    session: handle,
    reason: z.string().trim().min(1, "say why").max(1_000),
  }),
  run: (tx, { memberId, session }) => endOne(tx, memberId, session),
  audit: ({ memberId, session, reason }) => ({ subject: memberId, details: { session, reason } }),
});

/** Ends one of the own sessions. Throws `not_found`. */
export const revokeOwnSession = command({
  action: "session.revoked",
  needs: null,
  input: z.object({ session: handle }),
  run: async (tx, { session }, context) => {
    const { memberId } = ownOf(context);
    await endOne(tx, memberId, session);
    return { memberId };
  },
  audit: ({ session }, { memberId }) => ({ subject: memberId, details: { session } }),
});

/** Ends all of the own sessions but this one. */
export const revokeOtherSessions = command({
  action: "sessions.revoked",
  needs: null,
  input: z.object({}),
  run: async (tx, _input, context) => {
    const { memberId } = ownOf(context);
    return { memberId, ended: await endOtherSessionsOf(tx, context) };
  },
  audit: (_input, { memberId, ended }) => ({ subject: memberId, details: { ended } }),
});

/** Ends the member's open sessions but the one that asks; says how many. */
export function endOtherSessionsOf(tx: Db, context: CommandContext): Promise<number> {
  const { memberId, current } = ownOf(context);
  return endSessionsOf(tx, memberId, ne(HANDLE, current));
}

/** Ends the open sessions of a member that also fit `which`; says how many. */
export async function endSessionsOf(tx: Db, memberId: string, which?: SQL): Promise<number> {
  const ended = await tx
    .update(memberSession)
    .set({ endedAt: sql`now()` })
    .where(and(eq(memberSession.memberId, memberId), isNull(memberSession.endedAt), which))
    .returning({ id: memberSession.memberId });
  return ended.length;
}

const HANDLE = sql<string>`encode(substr(${memberSession.idSha256}, 1, ${sql.raw(String(HANDLE_BYTES))}), 'hex')`;

async function endOne(tx: Db, memberId: string, session: string): Promise<{ memberId: string }> {
  const ended = await endSessionsOf(tx, memberId, eq(HANDLE, session));
  if (ended === 0) throw new DomainError("not_found", "This session has ended already.");
  return { memberId };
}

/** Whose session asks, and which one it is. A token has none. */
function ownOf(context: CommandContext): { memberId: string; current: string } {
  const { memberId, sessionId } = ownSession(context);
  return { memberId, current: sessionHandle(sessionId) };
}
