"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { ShieldBan } from "lucide-react";
import { useState } from "react";
import { type HeldAs, heldAs } from "@/lib/catalog/model";
import { toolsOptions } from "@/lib/catalog/options";
import type { Risk } from "@/lib/identity/model";
import { exactTool } from "@/lib/policy/exact-tool";
import { defaultEnd, grantRule } from "@/lib/policy/grant";
import { selectorProblem } from "@/lib/policy/selector-problem";
import { ruleToWrite } from "@/lib/policy/written-rule";
import { HELD_WORDS } from "../../catalog/words";
import { Button } from "../../ui/button";
import { CheckField } from "../../ui/check-field";
import { useDialogGuard } from "../../ui/dialog-guard";
import { Field } from "../../ui/field";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { useSingle } from "../../ui/use-single";
import { DraftChoice } from "../edits/draft-choice";
import { usePolicyEditing } from "../edits/policy-editing";
import { ResourceField } from "../rules/selector-lists";
import { instantOf, minuteOf } from "../rules/time-fields";
import { SubjectField } from "../subject-field";

/** A default end that fits the tool's risk; for ever only with a reason. */
export function GrantForm({
  taken,
  subject: startSubject,
  resource: startResource,
  close,
}: {
  taken: ReadonlySet<string>;
  subject: string;
  resource: string;
  close: () => void;
}) {
  const editing = usePolicyEditing();
  const [subject, setSubject] = useState(startSubject);
  const [resource, setResource] = useState(startResource);
  const [chosen, setChosen] = useState<string | null>(null);
  const [forEver, setForEver] = useState(false);
  const [reason, setReason] = useState("");
  const [openedAt] = useState(() => Date.now());
  const { risk, held } = useTool(resource);
  const byDefault = defaultEnd(risk, openedAt);
  const until = forEver ? undefined : (instantOf(chosen ?? "") ?? byDefault.until);
  const missing = problemOf({ subject, resource, until, reason, forEver, now: openedAt });
  const granting = useMutation({
    mutationFn: useSingle(() => {
      const rule = grantRule({ subject, resource, until, reason: reason.trim() }, taken);
      return editing.change([{ kind: "put_rule", rule: ruleToWrite(rule), base: null }]);
    }),
    onSuccess: close,
  });
  const leave = useDialogGuard(
    subject !== startSubject ||
      resource !== startResource ||
      chosen !== null ||
      forEver ||
      reason !== "",
  );
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null && !granting.isPending) granting.mutate();
      }}
    >
      <SubjectField label="Who" value={subject} onValue={setSubject} />
      <ResourceField label="What" value={resource} onValue={setResource} />
      {held !== null && (
        <p role="status" className="flex items-start gap-2 text-sm font-medium">
          <ShieldBan aria-hidden className="mt-0.5 size-4 shrink-0" />
          This tool is {HELD_WORDS[held]}. A grant has no effect until somebody allows it in the
          catalog.
        </p>
      )}
      <div className="grid gap-2">
        <Field
          label="Until when (UTC)"
          type="datetime-local"
          value={forEver ? "" : (chosen ?? minuteOf(byDefault.until))}
          disabled={forEver}
          hint={`Unless you choose: ${byDefault.words}. Its end is announced a day and an hour before.`}
          onChange={(event) => setChosen(event.target.value)}
        />
        <CheckField
          label="For ever"
          hint="Needs a reason."
          checked={forEver}
          onChange={(event) => setForEver(event.target.checked)}
        />
      </div>
      <Field
        label={forEver ? "Why" : "Why (optional)"}
        value={reason}
        maxLength={2000}
        autoComplete="off"
        onChange={(event) => setReason(event.target.value)}
      />
      {granting.error && (
        <Notice>
          <InertText text={granting.error.message} />
        </Notice>
      )}
      <p className="text-xs text-ink-3">
        It becomes a rule in {editing.draft === null ? "a draft" : "this draft"}; nothing is granted
        until the draft is published.
      </p>
      <DraftChoice />
      <div className="flex justify-end gap-2">
        <Button onClick={leave}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={granting.isPending ? "Working on it…" : (editing.refusal ?? missing)}
        >
          Grant in the draft
        </Button>
      </div>
    </form>
  );
}

/**
 * The worst risk of the tools that are meant, where one without a class counts as destructive, and
 * why no call of the one tool is let through.
 */
function useTool(resource: string): { risk: Risk | null; held: HeldAs | null } {
  const wanted = exactTool(resource);
  const { server = "", name = "" } = wanted ?? {};
  const { data } = useQuery({
    ...toolsOptions({ server, q: name }),
    enabled: wanted !== undefined,
  });
  if (selectorProblem(resource) !== undefined) return { risk: null, held: null };
  if (wanted === undefined) return { risk: "destructive", held: null };
  const tool = data?.items.find((one) => one.server === server && one.name === name);
  return {
    risk: data === undefined ? null : (tool?.risk ?? "destructive"),
    held: tool === undefined ? null : heldAs(tool.state, tool.serverState ?? undefined),
  };
}

function problemOf({
  subject,
  resource,
  until,
  reason,
  forEver,
  now,
}: {
  subject: string;
  resource: string;
  until: string | undefined;
  reason: string;
  forEver: boolean;
  now: number;
}): string | null {
  if (subject === "") return "Say who first";
  if (resource === "" || selectorProblem(resource) !== undefined) return "Say what first";
  if (forEver && reason.trim().length < 3) return "For ever needs a reason";
  if (until !== undefined && Date.parse(until) <= now) return "The end has passed";
  return null;
}
