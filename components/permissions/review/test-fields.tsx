import { EFFECTS, type Effect } from "@/lib/policy/model";
import type { Problems, TestForm } from "@/lib/policy/test-form";
import { AreaField } from "../../ui/area-field";
import { Field } from "../../ui/field";
import { SelectField } from "../../ui/select-field";

const ANSWERS = { deny: "Denied", ask: "Held for approval", allow: "Allowed" } as const;

/** What a test says, field by field; a request that says more is shown as JSON. */
export function TestFields({
  form,
  onForm,
  problems,
}: {
  form: TestForm;
  onForm: (form: TestForm) => void;
  problems: Problems;
}) {
  const field = (key: Exclude<keyof TestForm, "expect" | "request">) => ({
    value: form[key],
    error: problems[key],
    autoComplete: "off",
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onForm({ ...form, [key]: event.target.value }),
  });
  return (
    <>
      <Field
        label="What it makes sure of"
        placeholder="Contractors cannot delete issues"
        maxLength={2000}
        {...field("name")}
      />
      {form.request === null ? (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label="Who asks"
              placeholder="00u1carol"
              hint="Their id at the issuer."
              {...field("who")}
            />
            <Field label="Issuer" placeholder="https://idp.acme.example" {...field("issuer")} />
            <Field
              label="In the groups"
              placeholder="contractors"
              hint="With commas between."
              {...field("groups")}
            />
            <Field label="For the tool" placeholder="jira/delete_issue" {...field("tool")} />
          </div>
          <AreaField
            label="With the arguments"
            hint={problems.args ?? "A JSON object; nothing where they do not matter."}
            rows={3}
            value={form.args}
            onChange={(event) => onForm({ ...form, args: event.target.value })}
          />
        </>
      ) : (
        <AreaField
          label="Request"
          hint={problems.request ?? "As a gateway sends it: it says more than the fields can."}
          rows={12}
          value={form.request}
          onChange={(event) => onForm({ ...form, request: event.target.value })}
        />
      )}
      <SelectField
        label="Must be"
        options={EFFECTS.map((value) => ({ value, name: ANSWERS[value] }))}
        value={form.expect}
        onChange={(event) => onForm({ ...form, expect: effectOf(event.target.value) })}
      />
    </>
  );
}

function effectOf(text: string): Effect {
  return EFFECTS.find((one) => one === text) ?? "deny";
}
