import { useId } from "react";
import { markedText } from "@/lib/hostile-text";
import type { ArgumentCheck, ArgumentField, JsonScalar } from "@/lib/policy/argument-form";
import { CheckField } from "../../ui/check-field";
import { cn } from "../../ui/cn";
import { Field } from "../../ui/field";
import { InertText } from "../../ui/inert-text";

type Props = {
  field: ArgumentField;
  check: ArgumentCheck;
  onCheck: (check: ArgumentCheck) => void;
};

/** What is asked of one argument. Whatever is asked, it must be given, until the reader says otherwise. */
export function ArgumentCheckFields({ field, check, onCheck }: Props) {
  const ask = (change: Partial<ArgumentCheck>) => onCheck({ ...check, given: true, ...change });
  const { name, type, description } = field;
  return (
    <div
      role="group"
      aria-label={markedText(name)}
      className="grid gap-2 border-t pt-2 first:border-t-0"
    >
      <div className="grid leading-tight">
        <span className="font-mono text-sm font-medium">
          <InertText text={name} spaces />
        </span>
        {description !== null && (
          <span className="line-clamp-2 text-xs text-ink-3">
            <InertText text={description} />
          </span>
        )}
      </div>
      <CheckField
        label="Must be given"
        checked={check.given}
        onChange={(event) => onCheck({ ...check, given: event.target.checked })}
      />
      {field.choices !== null ? (
        <Choices choices={field.choices} check={check} ask={ask} />
      ) : (
        <div className={cn("grid gap-2 sm:grid-cols-2", type === "number" && "sm:grid-cols-3")}>
          {type !== "boolean" && <Allowed type={type} check={check} ask={ask} />}
          {type === "boolean" && <Choices choices={[true, false]} check={check} ask={ask} />}
          {(type === "string" || type === "other") && (
            <Field
              label="Pattern"
              value={check.pattern}
              placeholder="^acme/"
              spellCheck={false}
              autoCapitalize="none"
              maxLength={500}
              onChange={(event) => ask({ pattern: event.target.value })}
            />
          )}
          {type === "number" && (
            <>
              <Amount
                label="At least"
                value={check.minimum}
                onValue={(minimum) => ask({ minimum })}
              />
              <Amount
                label="At most"
                value={check.maximum}
                onValue={(maximum) => ask({ maximum })}
              />
            </>
          )}
        </div>
      )}
    </div>
  );
}

type Ask = (change: Partial<ArgumentCheck>) => void;

function Choices({
  choices,
  check: { allowed },
  ask,
}: {
  choices: readonly JsonScalar[];
  check: ArgumentCheck;
  ask: Ask;
}) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="flex flex-wrap gap-x-4 gap-y-1.5">
      <span id={id} className="w-full text-sm font-medium">
        Only these values
      </span>
      {choices.map((choice) => (
        <CheckField
          key={JSON.stringify(choice)}
          label={<InertText text={String(choice)} spaces />}
          checked={allowed.includes(choice)}
          onChange={(event) => {
            const next = choices.filter((one) =>
              one === choice ? event.target.checked : allowed.includes(one),
            );
            ask({ allowed: next });
          }}
        />
      ))}
    </div>
  );
}

function Allowed({
  type,
  check: { allowed },
  ask,
}: {
  type: ArgumentField["type"];
  check: ArgumentCheck;
  ask: Ask;
}) {
  return (
    <Field
      label="Only these values"
      defaultValue={allowed.map(String).join(", ")}
      placeholder={type === "number" ? "1, 2" : "acme/site, acme/docs"}
      hint="Separated by commas."
      spellCheck={false}
      autoCapitalize="none"
      onChange={(event) => {
        const texts = event.target.value.split(",").map((one) => one.trim());
        const given = texts.filter((one) => one !== "");
        const numbers = given.map(Number).filter((one) => Number.isFinite(one));
        ask({ allowed: type === "number" ? numbers : given });
      }}
    />
  );
}

function Amount({
  label,
  value,
  onValue,
}: {
  label: string;
  value: number | null;
  onValue: (value: number | null) => void;
}) {
  return (
    <Field
      label={label}
      type="number"
      value={value ?? ""}
      onChange={(event) => {
        const number = event.target.valueAsNumber;
        onValue(Number.isNaN(number) ? null : number);
      }}
    />
  );
}
