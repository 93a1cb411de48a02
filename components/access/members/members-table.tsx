"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { MemberView } from "@/lib/access/members-view";
import { membersOptions } from "@/lib/access/options";
import { markedText } from "@/lib/hostile-text";
import { routes } from "@/lib/routes";
import { Ago } from "../../ui/ago";
import { cn } from "../../ui/cn";
import { InertText } from "../../ui/inert-text";
import { RoleList } from "../role-list";
import { signInWords } from "../sign-in-words";

const ROW =
  "grid gap-x-4 gap-y-0.5 border-b px-1 py-2.5 md:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_7.5rem] md:items-center";

/** All members, each a link to their own page. */
export function MembersTable() {
  const {
    data: { items },
    dataUpdatedAt: now,
  } = useSuspenseQuery(membersOptions());
  return (
    <div role="table" aria-label="Members" className="pt-2">
      <div role="rowgroup" className="max-md:sr-only">
        <div role="row" className={cn(ROW, "text-2xs text-ink-3")}>
          {["Member", "Roles", "Signs in with", "Person", "Last active"].map((name) => (
            <div key={name} role="columnheader">
              {name}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup">
        {items.map((member) => (
          <MemberRow key={member.id} member={member} now={now} />
        ))}
      </div>
    </div>
  );
}

/** What tells company accounts apart, for on hover. */
function accountsOf(accounts: MemberView["accounts"]): string | undefined {
  if (accounts.length === 0) return undefined;
  return accounts.map(({ iss, sub }) => markedText(`${iss} | ${sub}`)).join(", ");
}

function MemberRow({ member, now }: { member: MemberView; now: number }) {
  const { id, email, name, roles, accounts, disabledAt, person, lastActiveAt } = member;
  return (
    <div role="row" className={cn(ROW, disabledAt !== null && "text-ink-3")}>
      <div role="cell" className="min-w-0">
        <Link
          href={routes.member(id)}
          title={id}
          className="block truncate font-medium underline-offset-2 hover:underline"
        >
          <InertText text={email} spaces />
        </Link>
        {name !== null && (
          <InertText text={name} spaces className="block truncate text-xs text-ink-3" />
        )}
        {disabledAt !== null && (
          <span className="text-xs text-ink-3">
            disabled <Ago iso={disabledAt} now={now} />
          </span>
        )}
      </div>
      <div role="cell" className="min-w-0">
        <RoleList roles={roles} />
      </div>
      <div role="cell" className="text-xs" title={accountsOf(accounts)}>
        <span className="text-ink-3 md:hidden">signs in with </span>
        {signInWords(member)}
      </div>
      <div role="cell" className={cn("truncate text-xs", person === null && "max-md:hidden")}>
        {person === null ? (
          <span className="text-ink-3">not linked</span>
        ) : (
          <span title={person.id}>
            <span className="text-ink-3 md:hidden">is </span>
            <InertText text={person.name ?? person.id} spaces />
          </span>
        )}
      </div>
      <div role="cell" className="text-xs">
        {lastActiveAt === null ? (
          <span className="text-ink-3">never signed in</span>
        ) : (
          <>
            <span className="text-ink-3 md:hidden">active </span>
            <Ago iso={lastActiveAt} now={now} />
          </>
        )}
      </div>
    </div>
  );
}
