import type { CallDetail } from "@/lib/calls/view";
import { RELATION_WORDS, SEVERITY_WORDS, VERDICT_MEANINGS } from "../../identity/verdict-words";
import { InertText } from "../../ui/inert-text";
import { FactMenu } from "../fact-menu";
import { Section } from "./section";

/** The rules that decided, in words, and the flags that were raised. */
export function CallReasons({ call }: { call: CallDetail }) {
  const { reasons, flags, verdict, relation, severity } = call;
  return (
    <Section
      title="Why"
      aside={
        <span className="flex items-center gap-1.5 text-2xs text-ink-2">
          <span className="rounded border px-1.5">{RELATION_WORDS[relation]}</span>
          {severity !== "none" && (
            <span data-verdict={verdict} className="rounded bg-v-bg px-1.5 font-medium text-v-fg">
              severity {SEVERITY_WORDS[severity]}
            </span>
          )}
          <FactMenu
            call={call}
            columns={["verdict", "relation", "severity", "flags"]}
            label="the verdict"
          />
        </span>
      }
    >
      <ul className="grid gap-2">
        {reasons.length === 0 && <li className="text-ink-2">{VERDICT_MEANINGS[verdict]}.</li>}
        {reasons.map(({ rule, text }) => (
          <li key={`${rule} ${text}`} className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
            <InertText text={text} spaces className="wrap-anywhere" />
            <code className="font-mono text-2xs text-ink-3">{rule}</code>
          </li>
        ))}
      </ul>
      {flags.length > 0 && (
        <ul aria-label="Flags" className="flex flex-wrap gap-1.5">
          {flags.map((flag) => (
            <li
              key={flag}
              className="rounded border bg-surface px-1.5 font-mono text-2xs leading-5 text-ink-2"
            >
              {flag}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
