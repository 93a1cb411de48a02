import { SearchX, UserX } from "lucide-react";
import type { EffectiveView } from "@/lib/policy/reach/effective-view";
import { InertText } from "../../ui/inert-text";
import { StatePanel } from "../../ui/state-panel";
import { EffectLabel } from "../effect-label";
import { Listed } from "../rules/rule-summary";
import { RuleLink } from "./through-rules";

/** No tool to show for an identity: no rule is for them, or their rules fit nothing seen so far. */
export function NoToolReached({ rules }: { rules: EffectiveView["rules"] }) {
  if (rules.length === 0) {
    return (
      <StatePanel
        role="status"
        icon={<SearchX aria-hidden />}
        title="No rule speaks of this identity"
      >
        <p>
          Every call of theirs is denied, whatever the tool, unless a rule speaks of the client that
          they use.
        </p>
      </StatePanel>
    );
  }
  return (
    <>
      <StatePanel role="status" icon={<SearchX aria-hidden />} title="No known tool is reached">
        <p>
          {rules.length === 1
            ? "A rule speaks"
            : `${rules.length.toLocaleString("en")} rules speak`}{" "}
          of this identity, but of no tool that anybody has seen. Once such a tool is called, this
          holds.
        </p>
      </StatePanel>
      <ul
        aria-label="Rules that speak of this identity"
        className="mx-auto grid max-w-2xl gap-2 px-3 pb-8 md:px-4"
      >
        {rules.slice(0, SHOWN).map((rule) => (
          <li key={rule.id} className="grid gap-1 rounded-md border px-3 py-2 text-xs">
            <span className="flex items-start justify-between gap-2">
              <RuleLink rule={rule} />
              <EffectLabel effect={rule.effect} />
            </span>
            <span className="text-ink-2">
              on <Listed texts={rule.resources} />
              {rule.conditional && ", under conditions"}
            </span>
          </li>
        ))}
      </ul>
      {rules.length > SHOWN && (
        <p className="pb-8 text-center text-xs text-ink-3">
          and {(rules.length - SHOWN).toLocaleString("en")} more rules
        </p>
      )}
    </>
  );
}

const SHOWN = 50;

/** Nobody is meant by rules on a tool, and nobody called it. */
export function NobodyReaches({ known }: { known: boolean }) {
  return (
    <StatePanel role="status" icon={<SearchX aria-hidden />} title="No rule speaks of this tool">
      <p>
        Every call of it is denied, and{" "}
        {known ? "nobody called it in 30 days" : "nobody has seen it"}.
      </p>
    </StatePanel>
  );
}

/** An identity that the directory does not have: mistyped, or not taken in yet. */
export function NotInDirectory({ subject }: { subject: string }) {
  const isPerson = subject.startsWith("person:");
  return (
    <p
      role="status"
      className="flex items-start gap-2 border-b bg-sunken px-3 py-3 text-sm md:px-4"
    >
      <UserX aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        <span className="font-medium">
          The directory knows no {isPerson ? "person" : "group"}{" "}
          <InertText text={subject.slice(subject.indexOf(":") + 1)} spaces className="font-mono" />.
        </span>{" "}
        What stands below is what {isPerson ? "they" : "its members"} would get: through rules for
        everybody and rules of that name.
      </span>
    </p>
  );
}
