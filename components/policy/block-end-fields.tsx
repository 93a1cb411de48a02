import { Field } from "../ui/field";
import { SelectField } from "../ui/select-field";
import { BLOCK_ENDS } from "./block-ends";

/** Why, and for how long: what every block needs. */
export function BlockEndFields({ end, onEnd }: { end: string; onEnd: (choice: string) => void }) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_12rem]">
      <Field
        label="Reason"
        name="reason"
        required
        minLength={3}
        maxLength={500}
        pattern=".*\S.*\S.*\S.*"
        title="At least three characters"
        autoComplete="off"
        hint="Kept in the admin log and shown in the list."
      />
      <SelectField
        label="Ends"
        options={BLOCK_ENDS}
        value={end}
        onChange={(event) => onEnd(event.target.value)}
      />
    </div>
  );
}
