"use client";
import { useState } from "react";
import type { PrincipalRef } from "@/lib/identity/model";
import { Field } from "../ui/field";
import { SelectField } from "../ui/select-field";
import { PrincipalFields } from "./principal-fields";
import { PrincipalName } from "./principal-name";

const FORMS = [
  { value: "principal", name: "A principal: issuer and subject" },
  { value: "person", name: "A person, with all linked principals" },
  { value: "credential", name: "A credential, by name or SHA-256" },
];

/** As whom the calls run that are intentional: given, or asked for in one of three forms. */
export function SanctionIdentity({ ranAs }: { ranAs?: PrincipalRef | undefined }) {
  const [form, setForm] = useState("principal");
  if (ranAs)
    return (
      <div className="grid gap-1.5">
        <span className="text-sm font-medium">Ran as</span>
        <PrincipalName principal={{ id: "", ...ranAs, name: null, service: true }} />
        <input type="hidden" name="ran_as_iss" value={ranAs.iss} />
        <input type="hidden" name="ran_as_sub" value={ranAs.sub} />
      </div>
    );
  return (
    <>
      <SelectField
        label="Ran as"
        name="form"
        options={FORMS}
        value={form}
        onChange={(event) => setForm(event.target.value)}
      />
      {form === "principal" && <PrincipalFields prefix="ran_as_" />}
      {form === "person" && (
        <Field
          label="Person"
          name="ran_as_person"
          required
          maxLength={128}
          autoComplete="off"
          spellCheck={false}
          hint="For instance a break-glass account’s person."
        />
      )}
      {form === "credential" && (
        <Field
          label="Credential"
          name="ran_as_credential"
          required
          maxLength={1000}
          autoComplete="off"
          spellCheck={false}
          hint="The gateway’s name for it, the token’s SHA-256, or the fingerprint that a call shows."
        />
      )}
    </>
  );
}
