"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { personOptions } from "@/lib/identity/options";
import { routes } from "@/lib/routes";
import { ErasePerson } from "../erasure/erase-person";
import { QueryBoundary } from "../layout/query-boundary";
import { buttonStyle } from "../ui/button-style";
import { InertText } from "../ui/inert-text";
import { callsHref } from "./calls-link";
import { ListSkeleton } from "./list-skeleton";
import { EntryDialog } from "./entry-dialog";
import { LinkedPrincipals } from "./linked-principals";
import { PersonGroups } from "./person-groups";
import { PersonRevoked } from "./person-revoked";
import { PrincipalFields } from "./principal-fields";
import { SectionHead } from "./section-head";

/** Everything the directory says about one person. */
export function PersonPage({ slug, mayErase }: { slug: string; mayErase: boolean }) {
  return (
    <QueryBoundary
      queryKey={personOptions(slug).queryKey}
      loading={<ListSkeleton label="Person" />}
    >
      <Person slug={slug} mayErase={mayErase} />
    </QueryBoundary>
  );
}

function Person({ slug, mayErase }: { slug: string; mayErase: boolean }) {
  const { data: person, dataUpdatedAt: now } = useSuspenseQuery(personOptions(slug));
  const shown = person.name ?? person.id;
  return (
    <>
      <SectionHead
        title={<InertText text={shown} spaces />}
        lead={
          <span className="font-mono text-xs text-ink-3">
            <InertText text={`person:${person.id}`} spaces />
          </span>
        }
      >
        <Link
          href={callsHref([["caller", `person:${person.id}`]])}
          prefetch={false}
          className={buttonStyle({})}
        >
          Calls
        </Link>
        <Link
          href={callsHref([["ranas", `person:${person.id}`]])}
          prefetch={false}
          className={buttonStyle({})}
        >
          What ran as this person
        </Link>
        <Link
          href={routes.access({ subject: `person:${person.id}` })}
          prefetch={false}
          className={buttonStyle({})}
        >
          What this person may use
        </Link>
        <ErasePerson person={person} mayErase={mayErase} />
      </SectionHead>
      <SectionHead title="Linked principals">
        <EntryDialog
          kind="links"
          label="Link a principal"
          confirm="Link"
          fixed={{ person: person.id }}
        >
          <PrincipalFields />
          <p className="text-ink-2">
            From then on a call by or as this principal is <InertText text={shown} spaces />
            ’s own. Calls between this person’s principals become matches; a call that somebody else
            makes as this principal becomes a mismatch.
          </p>
        </EntryDialog>
      </SectionHead>
      <PersonRevoked person={person} />
      <LinkedPrincipals person={person} now={now} />
      <PersonGroups person={person} now={now} />
      {person.clients.length > 0 && (
        <>
          <SectionHead title="Owns these clients" />
          <ul className="flex flex-wrap gap-2 px-3 pb-4 md:px-4">
            {person.clients.map((id) => (
              <li key={id} className="rounded-md border bg-sunken px-2 py-0.5 font-mono text-xs">
                <InertText text={id} spaces />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
