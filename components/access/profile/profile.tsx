"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { memberOptions, sessionsOptions, tokensOptions } from "@/lib/access/options";
import { refusalWords } from "@/lib/access/refusals";
import { passkeysOptions } from "@/lib/passkeys/options";
import { Loaded, PageBody } from "../../layout/page-body";
import { PageHeader } from "../../layout/page-header";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/section";
import { MemberFacts } from "../member-facts";
import { inOrder, roleWords } from "../role-words";
import { Sessions } from "../sessions";
import { Tokens } from "../tokens";
import { OwnPasskeys } from "./own-passkeys";
import { OwnWaysIn } from "./own-ways-in";
import { TokenForm } from "./token-form";

/** Oneself: roles, how and where one is signed in, and one's access tokens. */
export function Profile({
  company,
  came,
  back,
}: {
  /** Whether the company's sign-in is configured. */
  company: boolean;
  /** How the way to the company's sign-in ended, where one came back from there. */
  came: { connected: boolean; refused: string | null };
  /** The page that sent one here for a passkey. */
  back: string | null;
}) {
  return (
    <>
      <PageHeader title="Profile" />
      <PageBody>
        <CameBack {...came} />
        <Loaded queryKey={memberOptions(null).queryKey} label="your profile">
          <Account />
        </Loaded>
        <Section title="Ways in" note="How you sign in.">
          <Loaded queryKey={sessionsOptions(null).queryKey} label="your ways in" rows={2}>
            <OwnWaysIn company={company} />
          </Loaded>
        </Section>
        <Section
          title="Passkeys"
          note="What you sign decisions with: approving a destructive call takes one. A passkey does not sign in."
        >
          <Loaded queryKey={passkeysOptions(null).queryKey} label="your passkeys" rows={2}>
            <OwnPasskeys back={back} />
          </Loaded>
        </Section>
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

function CameBack({ connected, refused }: { connected: boolean; refused: string | null }) {
  if (refused !== null)
    return (
      <div className="pt-4">
        <Notice>{refusalWords(refused)}</Notice>
      </div>
    );
  if (!connected) return null;
  return (
    <p role="status" className="mt-4 rounded-md border px-3 py-2">
      Your company account is connected. You can sign in with it from now on.
    </p>
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
