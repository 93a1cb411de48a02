import { Field } from "../../ui/field";
import type { FieldsProps } from "./rule-fields";

/** Who must say yes; more steps are written as JSON. */
export function ApprovalFields({ rule, problems, onRule }: FieldsProps) {
  const { approval } = rule;
  const [step, ...others] = approval?.steps ?? [];
  const problem = problems.find(({ path }) => path.startsWith("approval"));
  const setStep = (change: Partial<NonNullable<typeof step>>) => {
    const next = { from: [], ...step, ...change };
    onRule({
      ...rule,
      approval: next.from.length === 0 ? undefined : { ...approval, steps: [next, ...others] },
    });
  };
  return (
    <fieldset className="grid gap-3 rounded-md border px-3 pt-1 pb-3">
      <legend className="px-1 text-sm font-medium">Who says yes</legend>
      <Field
        label="Approvers"
        defaultValue={step?.from.join(", ") ?? ""}
        placeholder="group:sre-leads, person:ada"
        hint="Groups and people, separated by commas. Nobody named: whoever may approve."
        error={problem && `${problem.message}.`}
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => {
          const from = event.target.value.split(",").map((one) => one.trim());
          setStep({ from: from.filter(Boolean) });
        }}
      />
      <div className="grid gap-3 sm:grid-cols-3">
        <Field
          label="How many"
          type="number"
          min={1}
          value={step?.count ?? 1}
          onChange={(event) => {
            const count = event.target.valueAsNumber;
            setStep({ count: Number.isNaN(count) ? undefined : count });
          }}
        />
        {(["decideWithin", "useWithin"] as const).map((key) => (
          <Field
            key={key}
            label={key === "decideWithin" ? "Decided within" : "Used within"}
            value={approval?.[key] ?? ""}
            placeholder="15m"
            onChange={(event) => {
              if (!approval) return;
              onRule({
                ...rule,
                approval: { ...approval, [key]: event.target.value || undefined },
              });
            }}
          />
        ))}
      </div>
      {others.length > 0 && (
        <p className="text-xs text-ink-3">
          And {others.length} more {others.length === 1 ? "step" : "steps"}, which the JSON shows.
        </p>
      )}
    </fieldset>
  );
}
