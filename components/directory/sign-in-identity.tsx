"use client";
import { useState } from "react";
import { DOWNSTREAM_KINDS } from "@/lib/calls/model";
import type { ServerDetail } from "@/lib/identity/directory-views";
import { Field } from "../ui/field";
import { SelectField } from "../ui/select-field";
import { KIND_WORDS } from "./sign-in-words";

const WAYS = [
  {
    value: "caller",
    name: "As the caller’s own account",
    hint: "The gateway has a credential of each user. Calls without evidence become claimed.",
  },
  {
    value: "fixed",
    name: "Always as one identity",
    hint: "A service account or one shared token. Calls become a mismatch, or sanctioned.",
  },
  {
    value: "none",
    name: "Not known, or not always the same",
    hint: "Nothing is claimed; calls without evidence stay unknown.",
  },
] as const;

const KINDS = [
  { value: "", name: "Not said" },
  ...DOWNSTREAM_KINDS.flatMap((value) => {
    const words = KIND_WORDS[value];
    return words === undefined ? [] : [{ value, name: words }];
  }),
];

/** As whom the server is reached, in the columns of a declaration. */
export function SignInIdentity({ configured }: { configured: ServerDetail["configured"] }) {
  const [way, setWay] = useState(wayOf(configured));
  return (
    <>
      <fieldset className="grid gap-1.5">
        <legend className="pb-1.5 text-sm font-medium">As whom do calls run?</legend>
        {WAYS.map(({ value, name, hint }) => (
          <label
            key={value}
            className="flex gap-2.5 rounded-md border px-3 py-2 has-checked:border-accent has-checked:bg-selected"
          >
            <input
              type="radio"
              name="way"
              value={value}
              checked={way === value}
              onChange={() => setWay(value)}
              className="mt-0.5 size-4 accent-(--accent)"
            />
            <span className="grid font-medium">
              {name}
              <span className="text-xs font-normal text-ink-2">{hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {way === "caller" && <input type="hidden" name="configured_as" value="caller" />}
      {way === "fixed" && (
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <Field
            label="Issuer"
            name="configured_iss"
            defaultValue={configured?.iss ?? ""}
            maxLength={1000}
            spellCheck={false}
            autoComplete="off"
            hint="Empty: the issuer of the gateway’s source."
          />
          <Field
            label="Subject"
            name="configured_sub"
            required
            defaultValue={configured?.sub ?? ""}
            maxLength={1000}
            spellCheck={false}
            autoComplete="off"
            hint="Link it to a person, or declare it a service."
          />
        </div>
      )}
      {way !== "none" && (
        <SelectField
          label="Kind of credential"
          name="configured_kind"
          defaultValue={configured?.kind ?? ""}
          options={KINDS}
        />
      )}
    </>
  );
}

function wayOf(configured: ServerDetail["configured"]): (typeof WAYS)[number]["value"] {
  if (configured?.as === "caller") return "caller";
  return configured?.sub ? "fixed" : "none";
}
