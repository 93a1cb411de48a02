"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { markedText } from "@/lib/hostile-text";
import { isSameRule } from "@/lib/policy/edit/merge-rule";
import { recentPolicy } from "@/lib/policy/edit/recent-policy";
import type { Rule } from "@/lib/policy/model";
import { draftOptions, draftsOptions } from "@/lib/policy/options";
import { ruleToWrite, writtenRule } from "@/lib/policy/written-rule";
import { routes } from "@/lib/routes";
import { CheckField } from "../../ui/check-field";
import { InertText } from "../../ui/inert-text";
import { type DraftChoice as Choice, usePolicyEditing } from "./policy-editing";
import { draftOf } from "./use-begin-draft";

/**
 * Of a change of the version in force: which draft it goes into, by its title, or into a new one.
 * `rule`: what is edited; where that draft changes it already, it says so and leads there.
 */
export function DraftChoice({ rule }: { rule?: Rule | undefined }) {
  const { choice } = usePolicyEditing();
  return choice && <Chooses choice={choice} rule={rule} />;
}

function Chooses({
  choice: { me, anew, setAnew },
  rule,
}: {
  choice: Choice;
  rule: Rule | undefined;
}) {
  const { data } = useQuery(draftsOptions({}));
  const mine = data && draftOf(me, data.items);
  if (mine === undefined)
    return data && <p className="text-xs text-ink-3">It begins a draft of yours.</p>;
  return (
    <div className="grid gap-2">
      {rule && !anew && <ChangedThere id={mine.id} title={mine.title} rule={rule} />}
      <CheckField
        label="In a new draft"
        hint={`Otherwise it goes into your draft “${markedText(mine.title)}”.`}
        checked={anew}
        onChange={(event) => setAnew(event.target.checked)}
      />
    </div>
  );
}

function ChangedThere({ id, title, rule }: { id: string; title: string; rule: Rule }) {
  const { data: draft } = useQuery(draftOptions(id));
  const read = draft && recentPolicy(draft.document);
  if (!read?.ok) return null;
  const there = read.policy.rules.find((one) => one.id === rule.id);
  if (there && isSameRule(asWritten(there), asWritten(rule))) return null;
  return (
    <p role="status" className="rounded-md border bg-sunken px-3 py-2 text-sm wrap-anywhere">
      Your draft “
      <InertText text={title} />” {there ? "changes this rule already" : "removes this rule"}. What
      stands here is the rule in force.{" "}
      <Link
        href={routes.draftRules(id, there ? { rule: rule.id } : {})}
        prefetch={false}
        className="font-medium underline underline-offset-2"
      >
        Open the draft
      </Link>
    </p>
  );
}

function asWritten(rule: Rule) {
  return ruleToWrite(writtenRule(rule));
}
