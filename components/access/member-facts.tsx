import type { MemberView } from "@/lib/access/members-view";
import { InertText } from "../ui/inert-text";

/** Who a member is: their name here, and their person. */
export function MemberFacts({ member }: { member: MemberView }) {
  const { id, email, person } = member;
  return (
    <dl className="grid gap-x-4 gap-y-1.5 grid-cols-[6.5rem_minmax(0,1fr)] sm:grid-cols-[9rem_minmax(0,1fr)]">
      <dt className="text-ink-3">E-mail</dt>
      <dd className="wrap-anywhere" title={id}>
        <InertText text={email} spaces />
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
