"use client";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { z } from "zod";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "@/lib/access/password-rules";
import { ApiError, askApi } from "@/lib/api-client";
import { routes } from "@/lib/routes";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { PasswordField } from "./password-field";
import { beginSession } from "./session-client";

/** Makes the first owner with the token of the link, and signs in. */
export function SetupForm({ token }: { token: string }) {
  const making = useMutation({
    mutationFn: async (owner: Owner) => {
      await askApi("/setup", z.unknown(), { post: { token, ...owner } });
      const outcome = await beginSession(owner.email, owner.password).catch(() => "failed");
      window.location.assign(outcome === "signed_in" ? routes.calls() : routes.signIn());
    },
  });
  // The second half of a double click comes before the button can show that it is busy.
  const busy = useRef(false);
  const { error } = making;
  const problem = (path: string) => fieldProblem(error, path);
  const general = error && ["email", "password", "name"].every((path) => problem(path) === null);
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy.current) return;
        busy.current = true;
        making.mutate(ownerOf(new FormData(event.currentTarget)), {
          onError: () => {
            busy.current = false;
          },
        });
      }}
    >
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        autoFocus
        hint="You sign in with it. It is never used as an identity of a call."
        error={problem("email")}
      />
      <Field
        label="Name, if you like"
        name="name"
        autoComplete="name"
        maxLength={200}
        error={problem("name")}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        required
        minLength={SHORTEST_PASSWORD}
        maxLength={LONGEST_PASSWORD}
        hint={`At least ${SHORTEST_PASSWORD} characters. Nothing else is required; a few words are good.`}
        error={problem("password")}
      />
      {general && <Notice>{error.message}</Notice>}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        disabledReason={making.isPending ? "Creating the owner…" : null}
      >
        Create the owner
      </Button>
    </form>
  );
}

type Owner = { email: string; password: string; name?: string };

function ownerOf(form: FormData): Owner {
  const name = String(form.get("name") ?? "").trim();
  return {
    email: String(form.get("email") ?? "").trim(),
    password: String(form.get("password") ?? ""),
    ...(name ? { name } : {}),
  };
}

function fieldProblem(error: Error | null, path: string): string | null {
  if (!(error instanceof ApiError)) return null;
  return error.fields.find((field) => field.path.replace(/^\//, "") === path)?.message ?? null;
}
