"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { memberOptions, sessionsOptions, tokensOptions } from "@/lib/access/options";
import { Loaded, PageBody } from "../../layout/page-body";
import { PageHeader } from "../../layout/page-header";
import { InertText } from "../../ui/inert-text";
import { Section } from "../../ui/section";
import { MemberFacts } from "../member-facts";
import { inOrder, roleWords } from "../role-words";
import { Sessions } from "../sessions";
import { Tokens } from "../tokens";
import { TokenForm } from "./token-form";

/** Oneself: roles, where one is signed in, and one's access tokens. */
export function Profile() {
  return (
    <>
      <PageHeader title="Profile" />
      <PageBody>
        <Loaded queryKey={memberOptions(null).queryKey} label="your profile">
          <Account />
        </Loaded>
        <Section
          title="Sessions"
          note="Where you are signed in. A session ends after 30 minutes without you, and after 12 hours."
        >
          <Loaded queryKey={sessionsOptions(null).queryKey} label="your sessions" rows={2}>
            <Sessions whose={null} />
          </Loaded>
        </Section>
        <Section
          title="Access tokens"
          note="For scripts that call the API as you. A token has your roles of the moment, and none once you are disabled."
        >
          <div className="grid gap-4">
            <Loaded queryKey={tokensOptions(null).queryKey} label="your tokens" rows={1}>
              <Tokens whose={null} />
            </Loaded>
            <TokenForm />
          </div>
        </Section>
      </PageBody>
    </>
  );
}

function Account() {
  const { data: member } = useSuspenseQuery(memberOptions(null));
  return (
    <>
      <Section title="You">
        <p className="mb-3 text-base font-medium">
          <InertText text={member.name ?? member.email} spaces />
        </p>
        <MemberFacts member={member} />
      </Section>
      <Section title="Roles" note="An owner can change them.">
        <dl className="grid gap-2">
          {inOrder(member.roles).map((role) => (
            <div key={role}>
              <dt className="font-medium capitalize">{role}</dt>
              <dd className="text-xs text-ink-2">{roleWords(role)}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  );
}
