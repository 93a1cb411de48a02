import { Field } from "../../ui/field";
import { SelectField } from "../../ui/select-field";
import type { FieldsProps } from "./rule-fields";

const PERIODS = ["second", "minute", "hour", "day"] as const;
const COUNTED = ["caller", "client", "rule"] as const;

/** How often; without a number of calls there is no limit. */
export function LimitFields({ rule, problems, onRule }: FieldsProps) {
  const { limit } = rule;
  const problem = problems.find(({ path }) => path.startsWith("limit"));
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Field
        label="At most"
        type="number"
        min={1}
        inputMode="numeric"
        value={limit?.calls ?? ""}
        placeholder="no limit"
        error={problem?.message}
        onChange={(event) => {
          const calls = event.target.valueAsNumber;
          const known = limit ?? { per: "minute" as const };
          onRule({ ...rule, limit: Number.isNaN(calls) ? undefined : { ...known, calls } });
        }}
      />
      <SelectField
        label="calls in each"
        value={limit?.per ?? "minute"}
        disabled={limit === undefined}
        options={PERIODS.map((one) => ({ value: one, name: one }))}
        onChange={(event) => {
          const per = PERIODS.find((one) => one === event.target.value);
          if (limit && per) onRule({ ...rule, limit: { ...limit, per } });
        }}
      />
      <SelectField
        label="counted by"
        value={limit?.by ?? "caller"}
        disabled={limit === undefined}
        options={COUNTED.map((one) => ({ value: one, name: one }))}
        onChange={(event) => {
          const by = COUNTED.find((one) => one === event.target.value);
          if (limit && by) onRule({ ...rule, limit: { ...limit, by } });
        }}
      />
    </div>
  );
}
