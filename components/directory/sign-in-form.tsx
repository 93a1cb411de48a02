"use client";
import { useRef, useState } from "react";
import { addEntry, type Cells } from "@/lib/identity/directory-requests";
import type { ServerDetail } from "@/lib/identity/directory-views";
import { ChangePreviewPanel } from "../identity/change-preview";
import { AreaField } from "../ui/area-field";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { cellsOf, plainMessage } from "./entry-dialog";
import { SignInIdentity } from "./sign-in-identity";
import { useChange } from "./use-change";
import { useWriteRefusal } from "./write-access";

/** The declaration as the judge reads it; what is left empty is said of nothing. */
export function SignInForm({ server }: { server: ServerDetail }) {
  const form = useRef<HTMLFormElement>(null);
  const [state, setState] = useState("");
  const refusal = useWriteRefusal();
  const saving = useChange((cells: Cells) => addEntry("servers", cells));
  const rowOf = (element: HTMLFormElement): Cells => {
    const { way: _way, ...cells } = cellsOf(element);
    return { ...cells, name: server.name };
  };
  return (
    <form
      ref={form}
      aria-label="How this server signs in"
      className="grid max-w-2xl gap-5 px-3 md:px-4"
      onInput={(event) => setState(JSON.stringify(cellsOf(event.currentTarget)))}
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending && refusal === null) saving.mutate(rowOf(event.currentTarget));
      }}
    >
      <SignInIdentity configured={server.configured} />
      <Field
        label="Resource"
        name="resource"
        type="url"
        defaultValue={server.resource ?? ""}
        maxLength={1000}
        spellCheck={false}
        placeholder="https://mcp.github.example.com/mcp"
        hint="Its own address. A downstream token for another audience is a mismatch (RFC 8707)."
      />
      <AreaField
        label="Scope ceiling"
        name="scope_ceiling"
        rows={3}
        defaultValue={server.scopeCeiling?.join("\n") ?? ""}
        hint="One a line. A downstream token with any other scope is a mismatch. Empty: no ceiling."
      />
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Field
          label="Lifetime limit, hours"
          name="lifetime_limit_hours"
          type="number"
          min="0.1"
          step="any"
          defaultValue={server.lifetimeLimitHours?.toString() ?? ""}
          placeholder="24"
          hint="Longer-lived credentials are flagged."
        />
        <Field
          label="Static client"
          name="static_client"
          defaultValue={server.staticClient ?? ""}
          maxLength={1000}
          autoComplete="off"
          spellCheck={false}
          hint="The client id that the gateway uses upstream for everybody."
        />
      </div>
      <ChangePreviewPanel
        kind="servers"
        current={state}
        read={() => {
          if (!form.current?.reportValidity()) return null;
          return [rowOf(form.current)];
        }}
      />
      {saving.error && <Notice>{plainMessage(saving.error)}</Notice>}
      <div className="flex items-center gap-3">
        <Button
          type="submit"
          variant="primary"
          size="lg"
          disabledReason={refusal ?? (saving.isPending ? "Saving…" : null)}
        >
          Save the declaration
        </Button>
        {saving.isSuccess && (
          <span role="status" className="text-ink-2">
            Saved.
          </span>
        )}
      </div>
    </form>
  );
}
