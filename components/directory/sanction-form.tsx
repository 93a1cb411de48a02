"use client";
import { useRef, useState } from "react";
import { addEntry, type Cells, proposeSanction } from "@/lib/identity/directory-requests";
import type { PrincipalRef } from "@/lib/identity/model";
import { isBackdated } from "@/lib/identity/backdated";
import { fromInputValue, toInputValue } from "@/lib/time-range";
import { ChangePreviewPanel } from "../identity/change-preview";
import { AreaField } from "../ui/area-field";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { cellsOf, plainMessage } from "./entry-dialog";
import { SanctionIdentity } from "./sanction-identity";
import { useChange } from "./use-change";

const DAY_MS = 86_400_000;
const USUAL_DAYS = 90;

/** What runs as whom, for whom, why and until when. One that begins in the past needs a second admin. */
export function SanctionForm({
  ranAs,
  close,
}: {
  ranAs?: PrincipalRef | undefined;
  close: () => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [state, setState] = useState("");
  const [openedAt] = useState(() => Date.now());
  const saving = useChange((cells: Cells) => {
    return isBackdated(cells["from"]) ? proposeSanction(cells) : addEntry("sanctions", cells);
  }, close);
  const [past, setPast] = useState(false);
  const usual = toInputValue(new Date(openedAt + USUAL_DAYS * DAY_MS).toISOString(), "utc");
  return (
    <form
      ref={form}
      className="grid gap-4"
      onInput={(event) => {
        setState(JSON.stringify(cellsOf(event.currentTarget)));
        setPast(isBackdated(sanctionCells(event.currentTarget)["from"]));
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving.isPending) saving.mutate(sanctionCells(event.currentTarget));
      }}
    >
      <SanctionIdentity ranAs={ranAs} />
      <AreaField
        label="Tools"
        name="tools"
        required
        rows={2}
        placeholder="tool:github/*"
        hint="One a line, as tool:SERVER/NAME. * stands for any part of a name; every tool is tool:*/*."
      />
      <AreaField
        label="Callers"
        name="callers"
        required
        rows={2}
        placeholder="group:platform"
        hint="One a line: anyone, person:ID, group:NAME, client:ID or principal:ISSUER|SUBJECT."
      />
      <Field label="Owner" name="owner" required maxLength={1000} hint="Who answers for it." />
      <Field
        label="Reason"
        name="reason"
        required
        maxLength={1000}
        hint="Why this is intentional. It is shown with each call that it covers."
      />
      <Field label="Ticket, if there is one" name="ticket" maxLength={1000} autoComplete="off" />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label="From (UTC)" name="from" type="datetime-local" hint="Empty: from now on." />
        <Field
          label="Until (UTC)"
          name="until"
          type="datetime-local"
          required
          defaultValue={usual.slice(0, 16)}
          hint="At most 366 days after its start."
        />
      </div>
      {past && (
        <p role="status" className="rounded-md border px-3 py-2 text-ink-2">
          It begins in the past and would re-colour history. It is proposed, and applies when
          another admin agrees.
        </p>
      )}
      <ChangePreviewPanel
        kind="sanctions"
        current={state}
        read={() => {
          if (!form.current?.reportValidity()) return null;
          return [sanctionCells(form.current)];
        }}
      />
      {saving.error && <Notice>{plainMessage(saving.error)}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={saving.isPending ? "Saving…" : null}
        >
          {past ? "Propose the sanction" : "Add the sanction"}
        </Button>
      </div>
    </form>
  );
}

/** The form as a row of the API: its times are UTC. */
function sanctionCells(form: HTMLFormElement): Cells {
  const { form: _form, ...cells } = cellsOf(form);
  return {
    ...cells,
    from: fromInputValue(cells["from"] ?? "", "utc") ?? "",
    until: fromInputValue(cells["until"] ?? "", "utc") ?? "",
  };
}
