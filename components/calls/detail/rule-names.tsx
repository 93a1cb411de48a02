import type { RuleRef } from "@/lib/calls/policy-view";
import { InertText } from "../../ui/inert-text";

/** Rules by name, each with its id. */
export function RuleNames({ rules }: { rules: readonly RuleRef[] }) {
  return (
    <ul className="grid gap-1">
      {rules.map(({ id, name }) => (
        <li key={id} className="leading-tight">
          {name && <InertText text={name} spaces className="block" />}
          <InertText text={id} className="font-mono text-2xs text-ink-3" />
        </li>
      ))}
    </ul>
  );
}
