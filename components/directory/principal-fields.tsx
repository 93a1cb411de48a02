import { Field } from "../ui/field";

/** Issuer and subject: together, and only together, they name a principal. */
export function PrincipalFields({ prefix = "" }: { prefix?: "" | "ran_as_" }) {
  return (
    <>
      <Field
        label="Issuer"
        name={`${prefix}iss`}
        required
        maxLength={1000}
        autoComplete="off"
        spellCheck={false}
        placeholder="https://idp.example.com"
        hint="Exactly as the gateway reports it."
      />
      <Field
        label="Subject"
        name={`${prefix}sub`}
        required
        maxLength={1000}
        autoComplete="off"
        spellCheck={false}
        hint="Never an e-mail address, unless the issuer uses it as the subject."
      />
    </>
  );
}
