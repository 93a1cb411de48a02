import Link from "next/link";
import { routes } from "@/lib/routes";
import { identityLabel } from "../identity/identity-label";
import { IssuerMark } from "../identity/issuer-mark";
import { CopyButton } from "../ui/copy-button";
import { InertText } from "../ui/inert-text";

type Principal = {
  id: string;
  iss: string | null;
  sub: string | null;
  name: string | null;
  person?: string | null;
  personName?: string | null;
  service?: boolean;
};

/** A principal in two lines: its name, and the issuer and subject that alone identify it. */
export function PrincipalName({ principal }: { principal: Principal }) {
  const { id, iss, sub, name, person, personName, service } = principal;
  const known = iss !== null && sub !== null;
  const label = identityLabel({
    id,
    principal: known ? { iss, sub } : null,
    person: person ? { id: person, name: personName ?? null } : null,
    name,
    email: null,
  });
  return (
    <div className="group flex min-w-0 items-center gap-2">
      <IssuerMark
        monogram={label.monogram}
        nature={service && !person ? "service" : label.nature}
        className="size-5"
      />
      <div className="grid w-max max-w-56 min-w-0 grid-cols-[minmax(0,1fr)] leading-tight sm:max-w-96">
        <InertText
          text={name ?? label.name}
          spaces
          className="max-w-full truncate font-medium sm:max-w-72"
        />
        {known && (
          <span className="flex max-w-full items-center gap-1 font-mono text-2xs text-ink-3">
            <InertText text={`${iss} | ${sub}`} spaces className="truncate" />
            <CopyButton
              text={`${iss}|${sub}`}
              label="Copy issuer and subject"
              className="-my-2 opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
            />
          </span>
        )}
      </div>
    </div>
  );
}

/** A person by name, with the slug that sanctions and queries use. */
export function PersonName({ person }: { person: { id: string; name: string | null } }) {
  return (
    <Link
      href={routes.person(person.id)}
      prefetch={false}
      className="grid w-max max-w-72 grid-cols-[minmax(0,1fr)] leading-tight underline-offset-2 hover:underline"
    >
      <InertText text={person.name ?? person.id} spaces className="truncate font-medium" />
      {person.name && person.name !== person.id && (
        <InertText text={person.id} spaces className="truncate font-mono text-2xs text-ink-3" />
      )}
    </Link>
  );
}
