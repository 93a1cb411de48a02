"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { memberOptions } from "@/lib/access/options";
import { CompanyAccounts } from "../company-accounts";

/** How another member signs in, and the company accounts that can be taken away from them. */
export function MemberWaysIn({ id }: { id: string }) {
  const { data: member, dataUpdatedAt: now } = useSuspenseQuery(memberOptions(id));
  const { hasPassword, accounts } = member;
  if (!hasPassword && accounts.length === 0)
    return <p className="text-ink-3">Nothing: they cannot sign in.</p>;
  return (
    <ul aria-label="Ways in" className="divide-y divide-line rounded-md border">
      {hasPassword && <li className="px-3 py-2 font-medium">Password</li>}
      <CompanyAccounts member={member} whose={id} now={now} />
    </ul>
  );
}
