"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { passkeysOptions } from "@/lib/passkeys/options";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";

/** What a passkey is called; `save` is what is done with the name, before the dialog closes. */
export function PasskeyNameForm({
  name: first,
  hint,
  note,
  submit,
  pending,
  save,
  close,
}: {
  name: string;
  hint?: string;
  note?: string;
  submit: string;
  /** On the button while `save` is under way. */
  pending: string;
  save: (name: string) => Promise<unknown>;
  close: () => void;
}) {
  const queries = useQueryClient();
  const [name, setName] = useState(first);
  const saving = useMutation({
    mutationFn: () => save(name.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: passkeysOptions(null).queryKey });
      close();
    },
  });
  const missing = name.trim() === "" ? "Give it a name first" : null;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null && !saving.isPending) saving.mutate();
      }}
    >
      <Field
        label="Name"
        {...(hint !== undefined && { hint })}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {note !== undefined && <p className="text-sm text-ink-2">{note}</p>}
      {saving.error && <Notice>{saving.error.message}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={saving.isPending ? pending : missing}
        >
          {saving.isPending ? pending : submit}
        </Button>
      </div>
    </form>
  );
}
