"use client";
import { useQueryClient } from "@tanstack/react-query";
import { disconnectAccount } from "@/lib/access/change-access";
import type { MemberView } from "@/lib/access/members-view";
import type { Whose } from "@/lib/access/options";
import { hasWayInWithout, ONLY_WAY_IN } from "@/lib/access/ways-in";
import { Ago } from "../ui/ago";
import { ConfirmButton } from "../ui/confirm-button";
import { InertText } from "../ui/inert-text";

type Account = MemberView["accounts"][number];

const BOUND_BY: Record<string, string> = {
  invitation: "by an invitation",
  claim: "by a claim",
  member: "by the member",
};

/** One line each for the company accounts that a member signs in with, and the way to take it away. */
export function CompanyAccounts({
  member,
  whose,
  now,
  disabledReason = null,
}: {
  member: MemberView;
  whose: Whose;
  now: number;
  disabledReason?: string | null;
}) {
  const queries = useQueryClient();
  return member.accounts.map((account) => (
    <li key={`${account.iss} ${account.sub}`} className="flex items-center gap-3 px-3 py-2">
      <AccountFacts account={account} now={now} />
      <ConfirmButton
        label="Disconnect"
        title={`Disconnect the account ${account.sub}?`}
        explanation={
          whose === null
            ? "You cannot sign in with it any more. Your other sessions end."
            : "They cannot sign in with it any more, and are signed out everywhere."
        }
        action="Disconnect the account"
        withReason={whose !== null}
        disabledReason={hasWayInWithout(member) ? disabledReason : ONLY_WAY_IN}
        run={async (reason) => {
          await disconnectAccount(whose, account, reason);
          await queries.invalidateQueries({ queryKey: ["members"] });
        }}
      />
    </li>
  ));
}

function AccountFacts({
  account: { iss, sub, boundBy, boundAt },
  now,
}: {
  account: Account;
  now: number;
}) {
  return (
    <div className="min-w-0 flex-1">
      <p className="font-medium wrap-anywhere">
        Company account <InertText text={sub} spaces className="font-mono text-xs" />
      </p>
      <p className="text-xs text-ink-3 wrap-anywhere">
        <InertText text={iss} spaces className="font-mono" /> · connected {BOUND_BY[boundBy] ?? ""}{" "}
        <Ago iso={boundAt} now={now} />
      </p>
    </div>
  );
}
