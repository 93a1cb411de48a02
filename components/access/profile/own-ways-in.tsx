"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { memberOptions } from "@/lib/access/options";
import { RECENT_MINUTES } from "@/lib/access/ways-in";
import { routes } from "@/lib/routes";
import { endSession } from "../../session/session-client";
import { Button } from "../../ui/button";
import { CompanyAccounts } from "../company-accounts";
import { ConnectAccount } from "./connect-account";
import { PasswordDialog } from "./password-dialog";
import { useStaleSignIn } from "./use-stale-sign-in";

/** How one signs in oneself: password and company accounts, each with what can be changed. */
export function OwnWaysIn({ company }: { company: boolean }) {
  const { data: member, dataUpdatedAt: now } = useSuspenseQuery(memberOptions(null));
  const { hasPassword, accounts } = member;
  const stale = useStaleSignIn();
  const reason = stale ? "Sign in again first" : null;
  const changeable = !hasPassword || company || accounts.length > 0;
  return (
    <div className="grid gap-3">
      <ul aria-label="Ways in" className="divide-y divide-line rounded-md border">
        <li className="flex items-center gap-3 px-3 py-2">
          <p className="min-w-0 flex-1 font-medium">
            Password
            {!hasPassword && (
              <span className="block text-xs font-normal text-ink-3">
                None yet. With one you can also sign in without the company account.
              </span>
            )}
          </p>
          <PasswordDialog
            email={member.email}
            first={!hasPassword}
            disabledReason={hasPassword ? null : reason}
          />
        </li>
        <CompanyAccounts member={member} whose={null} now={now} disabledReason={reason} />
        {company && accounts.length === 0 && <ConnectAccount disabledReason={reason} />}
      </ul>
      {stale && changeable && (
        <div className="flex flex-wrap items-center gap-3 text-xs text-ink-2">
          <p className="min-w-48 flex-1">
            Company accounts and a first password can be changed within {RECENT_MINUTES} minutes of
            a sign-in.
          </p>
          <Button size="sm" onClick={() => void endSession(routes.profile())}>
            Sign in again
          </Button>
        </div>
      )}
    </div>
  );
}
