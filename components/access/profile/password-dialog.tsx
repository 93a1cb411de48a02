"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { setOwnPassword } from "@/lib/access/change-access";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "@/lib/access/password-rules";
import { ApiError } from "@/lib/api-client";
import { PasswordField } from "../../session/password-field";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Notice } from "../../ui/notice";

/** Changes one's own password, or sets a first one. */
export function PasswordDialog({
  email,
  first,
  disabledReason,
}: {
  email: string;
  first: boolean;
  disabledReason: string | null;
}) {
  const title = first ? "Set a password" : "Change your password";
  return (
    <Dialog
      title={title}
      trigger={(open) => (
        <Button size="sm" disabledReason={disabledReason} onClick={open}>
          {first ? "Set a password" : "Change"}
        </Button>
      )}
    >
      {(close) => <PasswordForm email={email} first={first} action={title} close={close} />}
    </Dialog>
  );
}

function PasswordForm({
  email,
  first,
  action,
  close,
}: {
  email: string;
  first: boolean;
  action: string;
  close: () => void;
}) {
  const queries = useQueryClient();
  const [differ, setDiffer] = useState(false);
  const setting = useMutation({
    mutationFn: setOwnPassword,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["members"] });
      close();
    },
  });
  const { error } = setting;
  const problem = (path: string) =>
    error instanceof ApiError ? error.fields.find((field) => field.path === path)?.message : null;
  const general = error && !problem("current") && !problem("password");
  function submit(form: FormData) {
    const text = (name: string) => String(form.get(name) ?? "");
    const different = text("password") !== text("again");
    setDiffer(different);
    if (different || setting.isPending) return;
    setting.mutate({ password: text("password"), ...(!first && { current: text("current") }) });
  }
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      <input type="email" autoComplete="username" defaultValue={email} readOnly hidden />
      {!first && (
        <PasswordField
          label="Password until now"
          name="current"
          autoComplete="current-password"
          required
          maxLength={LONGEST_PASSWORD}
          error={problem("current")}
        />
      )}
      <PasswordField
        label="New password"
        name="password"
        autoComplete="new-password"
        required
        minLength={SHORTEST_PASSWORD}
        maxLength={LONGEST_PASSWORD}
        hint={`At least ${SHORTEST_PASSWORD} characters; a few words are good.`}
        error={problem("password")}
      />
      <PasswordField
        label="New password again"
        name="again"
        autoComplete="new-password"
        required
        maxLength={LONGEST_PASSWORD}
        error={differ ? "is not the same as above" : null}
      />
      <p className="text-xs text-ink-3">Your other sessions end; this one stays.</p>
      {general && <Notice>{error.message}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={setting.isPending ? "Being changed…" : null}
        >
          {action}
        </Button>
      </div>
    </form>
  );
}
