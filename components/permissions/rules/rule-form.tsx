"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { isJsonObject, type JsonObject } from "@/lib/calls/adapters/json-values";
import type { BothChanged } from "@/lib/policy/edit/merge-rule";
import { type Rule, ruleSchema } from "@/lib/policy/model";
import {
  ruleIdFor,
  ruleProblems,
  ruleToWrite,
  type WrittenRule,
  writtenRule,
} from "@/lib/policy/written-rule";
import { Button } from "../../ui/button";
import { useDialogGuard } from "../../ui/dialog-guard";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { useSingle } from "../../ui/use-single";
import { DraftChoice } from "../edits/draft-choice";
import { bothChanged } from "../edits/edit-refused";
import { usePolicyEditing } from "../edits/policy-editing";
import { BothChangedMembers } from "./both-changed-members";
import { RuleFields } from "./rule-fields";
import { RuleJson } from "./rule-json";

/** A rule as a form, or as its JSON; saved into the draft when nothing is wrong with it. */
export function RuleForm({
  start,
  edited,
  taken,
  close,
}: {
  start: WrittenRule;
  /** The rule that is edited; none for a new one. */
  edited?: Rule | undefined;
  /** Ids that others have. */
  taken: ReadonlySet<string>;
  close: () => void;
}) {
  const editing = usePolicyEditing();
  const [from] = useState(() => ruleToWrite(start));
  // What yours was made from; null for a new one.
  const [base, setBase] = useState(start.id === "" ? null : from);
  const [rule, setRule] = useState(start);
  const [json, setJson] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const written = json === null ? named(rule, taken) : parsed(json);
  const problems = written === undefined ? [NO_JSON] : ruleProblems(written);
  const yours = isJsonObject(written) ? written : {};
  const changed = json === null ? ruleToWrite(rule) : (written ?? json);
  const leave = useDialogGuard(JSON.stringify(changed) !== JSON.stringify(from));
  const saving = useMutation({
    mutationFn: useSingle((base: JsonObject | null) =>
      editing.change([{ kind: "put_rule", rule: yours, base }]),
    ),
    onSuccess: close,
  });
  const both = bothChanged(saving.error);
  const settle = (take: boolean) => {
    const settled = withTheirs(base ?? {}, both);
    setBase(settled);
    if (!take) return saving.mutate(settled);
    saving.reset();
    const taken = withTheirs(yours, both);
    if (json === null) setRule(asRule(taken, rule));
    else setJson(JSON.stringify(taken, null, 2));
  };
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (problems.length === 0 && !saving.isPending) saving.mutate(base);
      }}
    >
      <DraftChoice rule={edited} />
      {json === null ? (
        <RuleFields rule={rule} problems={tried ? problems : []} onRule={setRule} />
      ) : (
        <RuleJson text={json} onText={setJson} />
      )}
      {tried && problems.length > 0 && (
        <Notice>
          <ul>
            {problems.slice(0, 6).map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                <InertText text={path === "" ? message : `${path}: ${message}`} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {/* The form is longer than a screen: what ends it stays in sight. */}
      <div className="sticky bottom-0 z-10 -mx-4 -mb-4 flex flex-wrap justify-end gap-2 border-t bg-surface px-4 py-3">
        <div className="max-h-[50dvh] w-full overflow-auto empty:hidden">
          {saving.error && both.length === 0 && (
            <Notice>
              Not saved. <InertText text={saving.error.message} />
            </Notice>
          )}
          {both.length > 0 && (
            <BothChangedMembers
              both={both}
              onTheirs={() => settle(true)}
              onYours={() => settle(false)}
            />
          )}
        </div>
        <Button
          className="mr-auto"
          disabledReason={json !== null && problems.length > 0 ? "Mend the JSON first" : null}
          onClick={() => {
            if (json === null) setJson(JSON.stringify(ruleToWrite(rule), null, 2));
            else if (problems.length === 0) {
              setRule(asRule(written, rule));
              setJson(null);
            }
          }}
        >
          {json === null ? "As JSON" : "As a form"}
        </Button>
        <Button onClick={leave}>Cancel</Button>
        <Button
          type="submit"
          variant="primary"
          disabledReason={saving.isPending ? "Working on it…" : editing.refusal}
        >
          {editing.draft === null ? "Save in my draft" : "Save in the draft"}
        </Button>
      </div>
    </form>
  );
}

/** The rule with their word on what both changed. */
function withTheirs(rule: JsonObject, both: readonly BothChanged[]): JsonObject {
  const theirs = new Map(both.map((one) => [one.member, one.theirs]));
  const all = [...Object.entries(rule).filter(([member]) => !theirs.has(member)), ...theirs];
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

const NO_JSON = { path: "", message: "This is no JSON." };

function named(rule: WrittenRule, taken: ReadonlySet<string>) {
  const words =
    rule.name ?? `${rule.effect} ${rule.subjects.join(" ")} ${rule.resources.join(" ")}`;
  return ruleToWrite(rule.id === "" ? { ...rule, id: ruleIdFor(words, taken) } : rule);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function asRule(value: unknown, before: WrittenRule): WrittenRule {
  const read = ruleSchema.safeParse(value);
  return read.success ? writtenRule(read.data) : before;
}
