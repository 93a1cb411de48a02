import type { CallPolicy, PolicyToday } from "@/lib/calls/policy-view";
import { REASON_WORDS } from "@/lib/decisions/words";
import { AnswerLabel } from "../../decisions/answer-label";
import { InertText } from "../../ui/inert-text";
import { PolicyUndecided } from "./policy-undecided";
import { RuleNames } from "./rule-names";
import { PolicyFacts } from "./policy-facts";
import { VersionWords } from "./version-words";

const WITHOUT = {
  no_caller: "The call names no caller, or their names were erased: nobody can be asked about.",
  no_tool: "The call names no tool: nothing can be asked for.",
} as const;

/** What the version in force says of the same question now, and how more of it can be told. */
export function PolicyNow({
  policy: { today, noToday },
  zone,
  children,
}: {
  policy: CallPolicy;
  zone: string;
  children: React.ReactNode;
}) {
  return (
    <section aria-label="What would be answered now" className="grid gap-3 rounded-lg border p-3.5">
      <h3 className="text-xs font-semibold text-ink-2">Now</h3>
      {today === null ? (
        <p className="text-ink-2">{WITHOUT[noToday ?? "no_caller"]}</p>
      ) : (
        <>
          <Answers today={today} zone={zone} />
          <PolicyUndecided today={today} />
          {children}
        </>
      )}
    </section>
  );
}

function Answers({ today, zone }: { today: PolicyToday; zone: string }) {
  const { answers, limited, asked, version, argumentsRead } = today;
  return (
    <PolicyFacts>
      {answers.map(({ effect, reason, rules }, n) => (
        <div key={`${effect} ${reason} ${n}`} className="contents">
          <dt>{n === 0 ? "Answer" : "or"}</dt>
          <dd className="grid gap-1">
            <AnswerLabel decision={{ effect, would: null }} />
            <span className="text-ink-2">because {REASON_WORDS[reason]}</span>
            {rules.length > 0 && <RuleNames rules={rules} />}
          </dd>
        </div>
      ))}
      <dt>Version</dt>
      <dd>
        <VersionWords version={version} zone={zone} />
      </dd>
      <dt>As whom</dt>
      <dd>{asked.runAs ? <InertText text={asked.runAs} spaces /> : "not known"}</dd>
      <dt>Client</dt>
      <dd>{asked.client ? <InertText text={asked.client} spaces /> : "none verified"}</dd>
      <dt>Groups</dt>
      <dd>
        <Groups names={asked.groups} />
      </dd>
      {limited.length > 0 && (
        <>
          <dt>Limits</dt>
          <dd>not counted here, though a rule above has one</dd>
        </>
      )}
      {argumentsRead && (
        <>
          <dt>Arguments</dt>
          <dd>looked at, which is recorded</dd>
        </>
      )}
    </PolicyFacts>
  );
}

function Groups({ names }: { names: string[] | null }) {
  if (names === null) return <>nobody knows them</>;
  if (names.length === 0) return <>none</>;
  return <InertText text={names.join(", ")} spaces />;
}
