"use client";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { endMemberSession, endOtherSessions } from "@/lib/access/change-access";
import type { SessionView } from "@/lib/access/members-view";
import { sessionsOptions, type Whose } from "@/lib/access/options";
import { userAgentWords } from "@/lib/access/user-agent-words";
import { markedText } from "@/lib/hostile-text";
import { Ago } from "../ui/ago";
import { ConfirmButton } from "../ui/confirm-button";
import { InertText } from "../ui/inert-text";

/** The open sessions of a member, or one's own with the one of this browser marked. */
export function Sessions({ whose }: { whose: Whose }) {
  const queries = useQueryClient();
  const options = sessionsOptions(whose);
  const {
    data: { items },
    dataUpdatedAt: now,
  } = useSuspenseQuery(options);
  const again = () => queries.invalidateQueries({ queryKey: options.queryKey });
  if (items.length === 0)
    return <p className="text-ink-3">Not signed in anywhere at the moment.</p>;
  const others = items.filter(({ current }) => !current).length;
  return (
    <div className="grid gap-3">
      <ul aria-label="Open sessions" className="divide-y divide-line rounded-md border">
        {items.map((one) => (
          <li key={one.id} className="flex items-center gap-3 px-3 py-2">
            <SessionFacts session={one} now={now} />
            {one.current ? (
              <span className="shrink-0 text-xs text-ink-3">this one</span>
            ) : (
              <ConfirmButton
                label="End"
                title={`End the session of ${userAgentWords(one.userAgent)}?`}
                action="End the session"
                withReason={whose !== null}
                run={async (reason) => {
                  await endMemberSession(whose, one.id, reason);
                  await again();
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {whose === null && (
        <div>
          <ConfirmButton
            label="Sign out everywhere else"
            title={`End ${others === 1 ? "the other session" : `the ${others} other sessions`}?`}
            action="Sign out everywhere else"
            withReason={false}
            disabledReason={others === 0 ? "You are signed in here only" : null}
            run={async () => {
              await endOtherSessions();
              await again();
            }}
          />
        </div>
      )}
    </div>
  );
}

function SessionFacts({ session, now }: { session: SessionView; now: number }) {
  const { address, userAgent, openedAt, lastActiveAt } = session;
  return (
    <div className="min-w-0 flex-1">
      <p className="font-medium" title={userAgent === null ? undefined : markedText(userAgent)}>
        {userAgentWords(userAgent)}
      </p>
      <p className="text-xs text-ink-3">
        {address === null ? "unknown address" : <InertText text={address} className="font-mono" />}{" "}
        · active <Ago iso={lastActiveAt} now={now} /> · signed in <Ago iso={openedAt} now={now} />
      </p>
    </div>
  );
}
