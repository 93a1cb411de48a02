import { Field } from "../../ui/field";
import type { FieldsProps } from "./rule-fields";

/** From when until when, and why. */
export function TimeFields({ rule, problems, onRule }: FieldsProps) {
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        {(["from", "until"] as const).map((key) => (
          <Field
            key={key}
            label={key === "from" ? "From (UTC)" : "Until (UTC)"}
            type="datetime-local"
            value={minuteOf(rule[key])}
            error={problems.find(({ path }) => path === key)?.message}
            onChange={(event) => onRule({ ...rule, [key]: instantOf(event.target.value) })}
          />
        ))}
      </div>
      <Field
        label="Reason"
        value={rule.reason ?? ""}
        maxLength={2000}
        autoComplete="off"
        onChange={(event) => onRule({ ...rule, reason: event.target.value || undefined })}
      />
    </>
  );
}

/** `2026-11-01T08:00`, in UTC. */
export function minuteOf(iso: string | undefined): string {
  const at = iso === undefined ? Number.NaN : Date.parse(iso);
  return Number.isNaN(at) ? "" : new Date(at).toISOString().slice(0, 16);
}

export function instantOf(minute: string): string | undefined {
  return minute === "" ? undefined : `${minute}:00Z`;
}
