"use client";
import { useState } from "react";
import { CALLER_EVIDENCE, DOWNSTREAM_EVIDENCE } from "@/lib/calls/model";
import type { SourceView } from "@/lib/sources/view";
import { CALLER_TRUST, DOWNSTREAM_TRUST } from "@/lib/sources/trust-words";
import { CheckField } from "../../ui/check-field";
import { Field } from "../../ui/field";
import { SelectField } from "../../ui/select-field";
import { SaveRow } from "./save-row";
import { useSaveSettings } from "./use-save-settings";

type Trust = Pick<
  SourceView,
  | "callerCeiling"
  | "downstreamCeiling"
  | "groupsTrusted"
  | "evidenceProvider"
  | "decisionMode"
  | "decisionRecording"
> & { resource: string; issuer: string };

/** How far a source's word goes. Every choice says what follows from it. */
export function TrustForm({ source, fixed }: { source: SourceView; fixed: string | null }) {
  const saved = trustOf(source);
  const [draft, setDraft] = useState(saved);
  const saving = useSaveSettings(source.id);
  const change = (part: Partial<Trust>) => {
    saving.reset();
    setDraft({ ...draft, ...part });
  };
  const isSame = JSON.stringify(draft) === JSON.stringify(saved);
  const readOnly = fixed !== null;
  return (
    <form
      className="grid gap-5"
      aria-labelledby="trust"
      onSubmit={(event) => {
        event.preventDefault();
        if (readOnly || isSame || saving.isPending) return;
        const { resource, issuer, ...rest } = draft;
        saving.mutate({
          ...rest,
          resource: resource.trim() || null,
          issuer: issuer.trim() || null,
        });
      }}
    >
      <div className="grid gap-1">
        <h2 id="trust" className="text-base font-semibold">
          Trust
        </h2>
        <p className="text-sm text-ink-2">
          A gateway can claim anything. A record that claims more than is set here is lowered to it,
          from the next event on.
        </p>
      </div>
      <div className="grid items-start gap-5 md:grid-cols-2">
        <SelectField
          label="What it says of the caller: at most"
          value={draft.callerCeiling}
          disabled={readOnly}
          onChange={(event) => {
            const grade = CALLER_EVIDENCE.find((one) => one === event.target.value);
            if (grade) change({ callerCeiling: grade });
          }}
          options={CALLER_EVIDENCE.map((value) => ({ value, name: value }))}
          hint={CALLER_TRUST[draft.callerCeiling]}
        />
        <SelectField
          label="What it says of the downstream identity: at most"
          value={draft.downstreamCeiling}
          disabled={readOnly}
          onChange={(event) => {
            const grade = DOWNSTREAM_EVIDENCE.find((one) => one === event.target.value);
            if (grade) change({ downstreamCeiling: grade });
          }}
          options={DOWNSTREAM_EVIDENCE.map((value) => ({ value, name: value }))}
          hint={DOWNSTREAM_TRUST[draft.downstreamCeiling]}
        />
        <Field
          label="Resource"
          value={draft.resource}
          disabled={readOnly}
          maxLength={2000}
          placeholder="https://gateway.example/mcp"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => change({ resource: event.target.value })}
          hint="The address that tokens for this gateway must be issued for. A caller's token for anything else is a mismatch. Empty: not checked."
        />
        <Field
          label="Issuer of its users"
          value={draft.issuer}
          disabled={readOnly}
          maxLength={1000}
          placeholder={`urn:onbehalf:source:${source.name}`}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => change({ issuer: event.target.value })}
          hint="Stands for the issuer where a record names none. It makes new identities: those under the old one keep their calls."
        />
      </div>
      <CheckField
        label="It is an evidence provider"
        hint="What it reports of other sources' calls (token.mint, downstream.observed) counts as independent evidence and can contradict them. Its key needs the right to send evidence."
        checked={draft.evidenceProvider}
        disabled={readOnly}
        onChange={(event) => change({ evidenceProvider: event.target.checked })}
      />
      <CheckField
        label="The groups that it names count"
        hint="Whoever can write this gateway's records can then put a caller into any group, and so under any sanction for that group."
        checked={draft.groupsTrusted}
        disabled={readOnly}
        onChange={(event) => change({ groupsTrusted: event.target.checked })}
      />
      <CheckField
        label="Decisions only monitor"
        hint="What it asks the policy is answered with allow, and what enforcing would have answered is said and recorded. A block still denies."
        checked={draft.decisionMode === "monitor"}
        disabled={readOnly}
        onChange={(event) => change({ decisionMode: event.target.checked ? "monitor" : "enforce" })}
      />
      <CheckField
        label="Decisions wait until they are written down"
        hint="An answer then survives a crash of this server, and takes some milliseconds longer. Without it the last tenth of a second can be lost."
        checked={draft.decisionRecording === "durable"}
        disabled={readOnly}
        onChange={(event) =>
          change({ decisionRecording: event.target.checked ? "durable" : "asynchronous" })
        }
      />
      <SaveRow
        words="Save trust"
        fixed={fixed}
        unchanged={isSame ? "Nothing is changed" : null}
        saving={saving}
      />
    </form>
  );
}

function trustOf(source: SourceView): Trust {
  return {
    callerCeiling: source.callerCeiling,
    downstreamCeiling: source.downstreamCeiling,
    groupsTrusted: source.groupsTrusted,
    evidenceProvider: source.evidenceProvider,
    decisionMode: source.decisionMode,
    decisionRecording: source.decisionRecording,
    resource: source.resource ?? "",
    issuer: source.issuer ?? "",
  };
}
