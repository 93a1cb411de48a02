"use client";
import { markedText } from "@/lib/hostile-text";
import { Plus } from "lucide-react";
import type { Rule } from "@/lib/policy/model";
import { type WrittenRule, writtenRule } from "@/lib/policy/written-rule";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { usePolicyEditing } from "../edits/policy-editing";
import { RuleForm } from "./rule-form";

/** Writes a rule, or a new one where none is given. */
export function RuleDialog({ rule, taken }: { rule?: Rule; taken: ReadonlySet<string> }) {
  const { refusal } = usePolicyEditing();
  const name = rule && markedText(rule.name ?? rule.id);
  return (
    <Dialog
      title={name === undefined ? "New rule" : `Rule ${name}`}
      trigger={(open) =>
        rule === undefined ? (
          <Button size="sm" disabledReason={refusal} onClick={open}>
            <Plus aria-hidden className="size-3.5" />
            New rule
          </Button>
        ) : (
          <Button
            size="sm"
            variant="ghost"
            aria-label={`Edit ${name}`}
            disabledReason={refusal}
            onClick={open}
          >
            Edit
          </Button>
        )
      }
    >
      {(close) => (
        <RuleForm
          start={rule === undefined ? NEW_RULE : writtenRule(rule)}
          edited={rule}
          taken={taken}
          close={close}
        />
      )}
    </Dialog>
  );
}

const NEW_RULE: WrittenRule = { id: "", subjects: [""], resources: [""], effect: "allow" };
