"use client";
import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { addEntry } from "@/lib/identity/directory-requests";
import type { PersonDetail } from "@/lib/identity/directory-views";
import { routes } from "@/lib/routes";
import { InertText } from "../ui/inert-text";
import { ReasonDialog } from "../ui/reason-dialog";
import { callsHref } from "./calls-link";
import { useRefresh } from "./use-change";
import { useWriteRefusal } from "./write-access";

/** Which of a person's principals were revoked, the calls that came after, and those that keep their right. */
export function PersonRevoked({ person }: { person: PersonDetail }) {
  const { principals } = person;
  const revoked = principals.filter(({ revokedAt }) => revokedAt !== null).length;
  if (revoked === 0) return null;
  const all = revoked === principals.length;
  return (
    <div
      role="note"
      aria-label="Revocations of this person"
      className="mx-3 mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border px-3 py-2 md:mx-4"
    >
      <p className="flex min-w-0 items-center gap-2">
        <TriangleAlert aria-hidden className="size-4 shrink-0 text-ink-3" />
        {all
          ? "Every principal of this person is revoked."
          : `${revoked} of ${principals.length} principals are revoked; the others keep their right.`}
      </p>
      <span className="flex flex-wrap gap-3">
        <a href={after(person, "caller")} className={LINK}>
          Calls by this person since
        </a>
        <a href={after(person, "ranas")} className={LINK}>
          Calls as this person since
        </a>
        <Link href={routes.revocations()} prefetch={false} className={LINK}>
          Revocations
        </Link>
      </span>
      {!all && <RevokeOthers person={person} />}
    </div>
  );
}

function RevokeOthers({ person }: { person: PersonDetail }) {
  const refresh = useRefresh();
  const refusal = useWriteRefusal();
  const others = person.principals.flatMap(({ iss, sub, revokedAt }) =>
    revokedAt === null && iss !== null && sub !== null ? [{ iss, sub }] : [],
  );
  const count = others.length === 1 ? "the other principal" : `the ${others.length} others`;
  if (others.length === 0) return null;
  return (
    <ReasonDialog
      label={`Revoke ${count} too`}
      title={
        <>
          Revoke {count} of <InertText text={person.name ?? person.id} spaces />
        </>
      }
      confirm="Revoke"
      variant="outline"
      disabledReason={refusal}
      run={async (reason) => {
        const at = new Date().toISOString();
        // What was revoked before one failed is shown as such, and not asked for again.
        try {
          for (const principal of others)
            await addEntry("revocations", { ...principal, at, reason });
        } finally {
          await refresh();
        }
      }}
    >
      <p>
        From now on a call by or as one of these has the flag revoked_before_call and is a mismatch:
      </p>
      <ul className="grid gap-0.5 font-mono text-xs">
        {others.map(({ iss, sub }) => (
          <li key={`${iss}|${sub}`} className="wrap-anywhere">
            <InertText text={`${iss} | ${sub}`} spaces />
          </li>
        ))}
      </ul>
    </ReasonDialog>
  );
}

function after({ id }: PersonDetail, side: "caller" | "ranas"): string {
  return callsHref([
    ["flag", "revoked_before_call"],
    [side, `person:${id}`],
  ]);
}

const LINK = "underline decoration-line-strong underline-offset-2 hover:decoration-ink";
