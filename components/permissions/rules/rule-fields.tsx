"use client";
import { EFFECTS } from "@/lib/policy/model";
import type { RuleProblem, WrittenRule } from "@/lib/policy/written-rule";
import { Field } from "../../ui/field";
import { SelectField } from "../../ui/select-field";
import { ApprovalFields } from "./approval-fields";
import { ConditionFields } from "./condition-fields";
import { LimitFields } from "./limit-fields";
import { ResourceList, SubjectList } from "./selector-lists";
import { TimeFields } from "./time-fields";

export type FieldsProps = {
  rule: WrittenRule;
  problems: readonly RuleProblem[];
  onRule: (rule: WrittenRule) => void;
};

const EFFECT_NAMES = {
  allow: "Allow",
  ask: "Ask: hold it until somebody says yes",
  deny: "Deny",
} as const;

/** Everything that a rule can say, in the order in which people read it. */
export function RuleFields({ rule, problems, onRule }: FieldsProps) {
  return (
    <>
      <Field
        label="Name"
        value={rule.name ?? ""}
        maxLength={200}
        autoComplete="off"
        placeholder="Engineers may open issues"
        onChange={(event) => onRule({ ...rule, name: event.target.value || undefined })}
      />
      <SelectField
        label="Answer"
        value={rule.effect}
        options={EFFECTS.toReversed().map((effect) => ({
          value: effect,
          name: EFFECT_NAMES[effect],
        }))}
        onChange={(event) => {
          const effect = EFFECTS.find((one) => one === event.target.value) ?? rule.effect;
          onRule({
            ...rule,
            effect,
            // Neither has an effect on the others, and a text with one cannot be published.
            approval: effect === "ask" ? rule.approval : undefined,
            limit: effect === "deny" ? undefined : rule.limit,
          });
        }}
      />
      <SubjectList
        title="Who"
        one="Who"
        subjects={rule.subjects}
        onSubjects={(subjects) => onRule({ ...rule, subjects })}
      />
      <SubjectList
        title="Except"
        one="Exception"
        subjects={rule.except ?? []}
        onSubjects={(except) => onRule({ ...rule, except: except.length > 0 ? except : undefined })}
      />
      <ResourceList
        resources={rule.resources}
        onResources={(resources) => onRule({ ...rule, resources })}
      />
      <ConditionFields rule={rule} problems={problems} onRule={onRule} />
      {rule.effect !== "deny" && <LimitFields rule={rule} problems={problems} onRule={onRule} />}
      {rule.effect === "ask" && <ApprovalFields rule={rule} problems={problems} onRule={onRule} />}
      <TimeFields rule={rule} problems={problems} onRule={onRule} />
    </>
  );
}
