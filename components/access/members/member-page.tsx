"use client";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { switchMember } from "@/lib/access/change-access";
import { LAST_OWNER } from "@/lib/access/last-owner";
import type { MemberView } from "@/lib/access/members-view";
import { memberOptions, sessionsOptions, tokensOptions } from "@/lib/access/options";
import { passkeysOptions } from "@/lib/passkeys/options";
import { routes } from "@/lib/routes";
import { Loaded, PageBody } from "../../layout/page-body";
import { PageHeader } from "../../layout/page-header";
import { buttonStyle } from "../../ui/button-style";
import { ConfirmButton } from "../../ui/confirm-button";
import { InertText } from "../../ui/inert-text";
import { Section } from "../../ui/section";
import { MemberFacts } from "../member-facts";
import { Passkeys } from "../passkeys";
import { Sessions } from "../sessions";
import { Tokens } from "../tokens";
import { MemberWaysIn } from "./member-ways-in";
import { PersonForm } from "./person-form";
import { RolesForm } from "./roles-form";

/** One member: who they are, what they may do, where they are signed in. */
export function MemberPage({ id }: { id: string }) {
  return (
    <>
      <PageHeader title="Member">
        <Link href={routes.members()} className={buttonStyle({ variant: "ghost" })}>
          All members
        </Link>
        <Link href={routes.adminLog({ subject: id })} className={buttonStyle({})}>
          What was done to them
        </Link>
      </PageHeader>
      <PageBody>
        <Loaded queryKey={memberOptions(id).queryKey} label="the member" rows={8}>
          <Parts id={id} />
        </Loaded>
      </PageBody>
    </>
  );
}

function Parts({ id }: { id: string }) {
  const { data: member } = useSuspenseQuery(memberOptions(id));
  return (
    <>
      <Section title="Account">
        <p className="mb-3 text-base font-medium wrap-anywhere">
          <InertText text={member.name ?? member.email} spaces />
        </p>
        <MemberFacts member={member} />
      </Section>
      <Section
        title="Ways in"
        note="A company account is bound by its issuer and subject. An e-mail opens nothing."
      >
        <MemberWaysIn id={id} />
      </Section>
      <Section title="Roles" note="They hold from the next request, also in open sessions.">
        <RolesForm key={member.roles.join()} member={member} />
      </Section>
      <Section title="Person" note="Which person of the directory this member is.">
        <PersonForm key={member.person?.id ?? ""} member={member} />
      </Section>
      <Section
        title="Passkeys"
        note="What they sign decisions with. Remove one that was lost; they are told."
      >
        <Loaded queryKey={passkeysOptions(id).queryKey} label="passkeys" rows={1}>
          <Passkeys whose={id} />
        </Loaded>
      </Section>
      <Section title="Sessions">
        <Loaded queryKey={sessionsOptions(id).queryKey} label="sessions" rows={1}>
          <Sessions whose={id} />
        </Loaded>
      </Section>
      <Section title="Access tokens">
        <Loaded queryKey={tokensOptions(id).queryKey} label="access tokens" rows={1}>
          <Tokens whose={id} />
        </Loaded>
      </Section>
      <Section title={member.disabledAt === null ? "Disable" : "Disabled"}>
        <Switch member={member} />
      </Section>
    </>
  );
}

function Switch({ member }: { member: MemberView }) {
  const queries = useQueryClient();
  const { id, email, disabledAt, lastOwner } = member;
  const to = disabledAt === null ? "disable" : "enable";
  const run = async (reason: string) => {
    await switchMember(id, to, reason);
    await queries.invalidateQueries({ queryKey: ["members"] });
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 flex-1 text-ink-2">
        {to === "disable"
          ? "They are signed out at once and cannot sign in; their access tokens are refused. Nothing is deleted."
          : "They cannot sign in, and their access tokens are refused."}
      </p>
      {to === "disable" ? (
        <ConfirmButton
          label="Disable this member"
          title={`Disable ${email}?`}
          explanation="They are signed out everywhere at once."
          action="Disable the member"
          disabledReason={lastOwner ? LAST_OWNER : null}
          run={run}
        />
      ) : (
        <ConfirmButton
          label="Enable again"
          title={`Let ${email} in again?`}
          explanation="With the roles shown above. They have to sign in anew."
          action="Enable the member"
          run={run}
        />
      )}
    </div>
  );
}
