"use client";
import { useState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { PasswordField } from "./password-field";
import { beginSession, type SignInOutcome } from "./session-client";

const MESSAGES: Record<Exclude<SignInOutcome, "signed_in">, string> = {
  wrong: "E-mail or password is not right.",
  locked: "Too many tries for this account. Wait 15 minutes, or ask an owner.",
  failed: "The server did not answer as expected. Try again; the reason is in its log.",
};

/** Local sign-in; goes on to `next`, a path of this console. */
export function SignInForm({ next, focus }: { next: string; focus: boolean }) {
  const [outcome, setOutcome] = useState<SignInOutcome | "asking" | null>(null);
  async function submit(form: FormData) {
    setOutcome("asking");
    const got = await beginSession(String(form.get("email")), String(form.get("password"))).catch(
      () => "failed" as const,
    );
    setOutcome(got);
    // A full load: the server renders everything anew for the new session.
    if (got === "signed_in") window.location.assign(next);
  }
  const refused = outcome !== null && outcome !== "asking" && outcome !== "signed_in";
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        autoFocus={focus}
      />
      <PasswordField label="Password" name="password" autoComplete="current-password" required />
      {refused && <Notice>{MESSAGES[outcome]}</Notice>}
      <Button
        type="submit"
        variant={focus ? "primary" : "outline"}
        size="lg"
        disabledReason={outcome === "asking" || outcome === "signed_in" ? "Signing in…" : null}
      >
        Sign in
      </Button>
    </form>
  );
}
