"use client";
import { type Scope, SCOPES } from "@/lib/access/model";
import { CheckField } from "../ui/check-field";
import { SelectField } from "../ui/select-field";

/** The scopes that a gateway's key can use today. */
const OFFERED = [
  {
    scope: "events:write",
    name: "Send events",
    hint: "What a gateway needs. Events may be up to 35 days old.",
  },
  {
    scope: "events:backfill",
    name: "Send old events too",
    hint: "Back to the year 2000, for catching up once.",
  },
  {
    scope: "evidence:write",
    name: "Send independent evidence",
    hint: "For an identity provider or a server that reports who a call ran as. It counts where the source is marked as evidence provider.",
  },
] as const satisfies readonly { scope: Scope; name: string; hint: string }[];

export const EXPIRIES = [
  { value: "never", name: "Never" },
  { value: "30", name: "In 30 days" },
  { value: "90", name: "In 90 days" },
  { value: "365", name: "In a year" },
] as const;

export function expiryOf(value: string): { expiresInDays?: number } {
  return value === "never" ? {} : { expiresInDays: Number(value) };
}

/** What a key may do and how long it lives. */
export function KeyWishFields({
  scopes,
  onScopes,
  expiry,
  onExpiry,
}: {
  scopes: readonly Scope[];
  onScopes: (scopes: Scope[]) => void;
  expiry: string;
  onExpiry: (expiry: string) => void;
}) {
  return (
    <>
      <fieldset className="grid gap-3">
        <legend className="mb-2.5 text-sm font-medium">The key may</legend>
        {OFFERED.map(({ scope, name, hint }) => (
          <CheckField
            key={scope}
            label={name}
            hint={hint}
            checked={scopes.includes(scope)}
            onChange={(event) => {
              const wanted = new Set(scopes);
              if (event.target.checked) wanted.add(scope);
              else wanted.delete(scope);
              onScopes(SCOPES.filter((one) => wanted.has(one)));
            }}
          />
        ))}
      </fieldset>
      <SelectField
        label="The key expires"
        value={expiry}
        onChange={(event) => onExpiry(event.target.value)}
        options={EXPIRIES}
      />
    </>
  );
}
