"use client";
import { useMutation } from "@tanstack/react-query";
import { acceptOffer, keepOffer } from "@/lib/access/change-access";
import type { Offer } from "@/lib/access/members-view";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "@/lib/access/password-rules";
import { ApiError } from "@/lib/api-client";
import { routes } from "@/lib/routes";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { CompanyButton } from "./company-button";
import { OrLine } from "./or-line";
import { PasswordField } from "./password-field";
import { beginSession } from "./session-client";

/** Accepts an invitation: with the company account where there is one, or with a password. */
export function InvitationForm({ token, offer }: { token: string; offer: Offer }) {
  const accepting = useMutation({
    mutationFn: async (password: string) => {
      const { email } = await acceptOffer(token, password);
      const outcome = await beginSession(email, password).catch(() => "failed");
      window.location.assign(outcome === "signed_in" ? routes.calls() : routes.signIn());
    },
  });
  const { error } = accepting;
  const passwordProblem = error instanceof ApiError && error.fields[0]?.path === "password";
  return (
    <>
      {offer.company && (
        <>
          <CompanyButton next={routes.calls()} prepare={() => keepOffer(token)} />
          <OrLine>or with a password</OrLine>
        </>
      )}
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (accepting.isPending || accepting.isSuccess) return;
          accepting.mutate(String(new FormData(event.currentTarget).get("password") ?? ""));
        }}
      >
        <Field
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          value={offer.email}
          readOnly
          hint="You sign in with it."
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="new-password"
          required
          minLength={SHORTEST_PASSWORD}
          maxLength={LONGEST_PASSWORD}
          hint={`At least ${SHORTEST_PASSWORD} characters; a few words are good.`}
          error={passwordProblem ? error.fields[0]?.message : null}
        />
        {error && !passwordProblem && <Notice>{error.message}</Notice>}
        <Button
          type="submit"
          variant={offer.company ? "outline" : "primary"}
          size="lg"
          disabledReason={accepting.isPending ? "Making your account…" : null}
        >
          Accept with a password
        </Button>
      </form>
    </>
  );
}
