import type { MemberView } from "@/lib/access/members-view";
import { InertText } from "../ui/inert-text";

/** Who a member is: the name they sign in with, their company accounts, their person. */
export function MemberFacts({ member }: { member: MemberView }) {
  const { id, email, hasPassword, accounts, person } = member;
  return (
    <dl className="grid gap-x-4 gap-y-1.5 grid-cols-[6.5rem_minmax(0,1fr)] sm:grid-cols-[9rem_minmax(0,1fr)]">
      <dt className="text-ink-3">E-mail</dt>
      <dd className="wrap-anywhere" title={id}>
        <InertText text={email} spaces />
      </dd>
      <dt className="text-ink-3">Signs in with</dt>
      <dd className="grid gap-1">
        {hasPassword && <span>a password</span>}
        {accounts.map(({ iss, sub }) => (
          <span key={`${iss} ${sub}`} className="wrap-anywhere">
            a company account: <InertText text={sub} spaces className="font-mono text-xs" /> at{" "}
            <InertText text={iss} spaces className="font-mono text-xs" />
          </span>
        ))}
        {!hasPassword && accounts.length === 0 && <span>nothing: they cannot sign in</span>}
      </dd>
      <dt className="text-ink-3">Person</dt>
      <dd className="wrap-anywhere">
        {person === null ? (
          <span className="text-ink-3">not linked to a person of the directory</span>
        ) : (
          <span title={person.id}>
            <InertText text={person.name ?? person.id} spaces />
          </span>
        )}
      </dd>
    </dl>
  );
}
