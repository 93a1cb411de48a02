"use client";
import { markedText } from "@/lib/hostile-text";
import { useMutation } from "@tanstack/react-query";
import type { ListedRule } from "@/lib/policy/reach/rule-list-view";
import { Button } from "../../ui/button";
import { ConfirmDialog } from "../../ui/confirm-dialog";
import { InertText } from "../../ui/inert-text";
import { usePolicyEditing } from "../edits/policy-editing";
import { RuleDialog } from "./rule-dialog";

/** Switch off and on without deleting, edit, remove: each in a draft. */
export function RuleActions({
  one: { id, rule, enabled },
  taken,
}: {
  one: ListedRule;
  taken: ReadonlySet<string>;
}) {
  const editing = usePolicyEditing();
  const marked = markedText(rule.name ?? id);
  const change = useMutation({ mutationFn: editing.change });
  const toggle = useMutation({ mutationFn: editing.change });
  const isBusy = change.isPending || toggle.isPending;
  const refusal = editing.refusal ?? (isBusy ? "Working on it…" : null);
  return (
    <span className="flex items-center justify-end gap-1">
      {toggle.error && (
        <span role="alert" className="min-w-0 text-xs whitespace-normal text-danger">
          Not saved. <InertText text={toggle.error.message} />
        </span>
      )}
      <Button
        size="sm"
        variant="ghost"
        aria-label={`${enabled ? "Switch off" : "Switch on"} ${marked}`}
        disabledReason={refusal}
        // The second click of two without a gap would take the first one back.
        onClick={({ detail }) =>
          detail > 1 || toggle.mutate([{ kind: "enable_rule", id, enabled: !enabled }])
        }
      >
        {enabled ? "Switch off" : "Switch on"}
      </Button>
      <RuleDialog rule={rule} taken={taken} />
      <ConfirmDialog
        title={`Remove the rule ${marked}?`}
        confirm="Remove the rule"
        problem={change.error?.message ?? null}
        busy={change.isPending}
        onConfirm={(_, close) => change.mutate([{ kind: "remove_rule", id }], { onSuccess: close })}
        trigger={(open) => (
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Remove ${marked}`}
            disabledReason={refusal}
            onClick={open}
          >
            Remove
          </Button>
        )}
      >
        <p>
          It goes out of the draft; what is in force stays until the draft is published. To keep it
          for later, switch it off instead.
        </p>
      </ConfirmDialog>
    </span>
  );
}
