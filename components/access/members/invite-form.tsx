"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { inviteMember } from "@/lib/access/change-access";
import type { Role } from "@/lib/access/model";
import { invitationsOptions } from "@/lib/access/options";
import { ApiError } from "@/lib/api-client";
import { routes } from "@/lib/routes";
import { PageBody } from "../../layout/page-body";
import { PageHeader } from "../../layout/page-header";
import { Button } from "../../ui/button";
import { buttonStyle } from "../../ui/button-style";
import { Field } from "../../ui/field";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/section";
import { ShownOnce } from "../../ui/shown-once";
import { RoleChoices } from "../role-choices";

/** Makes a one-time link for somebody new, and shows it once. */
export function InviteForm() {
  const queries = useQueryClient();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<Role[]>(["viewer"]);
  const inviting = useMutation({
    mutationFn: inviteMember,
    onSuccess: () => queries.invalidateQueries({ queryKey: invitationsOptions().queryKey }),
  });
  if (inviting.data) return <Invited email={email} link={inviting.data.link} />;
  const missing =
    email.trim() === ""
      ? "Enter an e-mail first"
      : roles.length === 0
        ? "Choose a role first"
        : null;
  return (
    <>
      <PageHeader title="Invite somebody" />
      <PageBody>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (missing !== null || inviting.isPending) return;
            const trimmed = name.trim();
            inviting.mutate({ email: email.trim(), roles, ...(trimmed && { name: trimmed }) });
          }}
        >
          <Section
            title="Who"
            note="Whoever opens the link becomes the member, so send it to them alone. The e-mail names the account; it proves nothing."
          >
            <div className="grid gap-4 sm:grid-cols-2">
              <Field
                label="E-mail"
                type="email"
                autoComplete="off"
                value={email}
                error={fieldProblem(inviting.error, "email")}
                onChange={(event) => setEmail(event.target.value)}
              />
              <Field
                label="Name, if you like"
                autoComplete="off"
                maxLength={200}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            </div>
          </Section>
          <Section title="Roles" note="What the roles may do adds up.">
            <RoleChoices chosen={roles} onChange={setRoles} />
          </Section>
          {inviting.error && fieldProblem(inviting.error, "email") === null && (
            <Notice>
              <InertText text={inviting.error.message} />
            </Notice>
          )}
          <div className="flex gap-2 border-t pt-4">
            <Button
              type="submit"
              variant="primary"
              disabledReason={inviting.isPending ? "Being made…" : missing}
            >
              Make the link
            </Button>
            <Link href={routes.members()} className={buttonStyle({ variant: "ghost" })}>
              Back to members
            </Link>
          </div>
        </form>
      </PageBody>
    </>
  );
}

function Invited({ email, link }: { email: string; link: string }) {
  return (
    <>
      <PageHeader title="Invite somebody" />
      <PageBody>
        <div className="grid max-w-2xl gap-4 py-6">
          <ShownOnce
            title={`The link for ${email.trim()}`}
            text={link}
            note="It is shown only now, and good for 7 days and one use. Send it to them alone: whoever opens it first becomes the member."
          />
          <div>
            <Link href={routes.members()} className={buttonStyle({})}>
              Back to members
            </Link>
          </div>
        </div>
      </PageBody>
    </>
  );
}

function fieldProblem(error: Error | null, path: string): string | null {
  if (!(error instanceof ApiError)) return null;
  return error.fields.find((field) => field.path === path)?.message ?? null;
}
