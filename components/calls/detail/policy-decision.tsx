import Link from "next/link";
import type { CallPolicy } from "@/lib/calls/policy-view";
import { REASON_WORDS } from "@/lib/decisions/words";
import { routes } from "@/lib/routes";
import { duration } from "@/lib/time-range";
import { AnswerLabel } from "../../decisions/answer-label";
import { CopyButton } from "../../ui/copy-button";
import { InertText } from "../../ui/inert-text";
import { Instant } from "../../ui/instant";
import { RuleNames } from "./rule-names";
import { PolicyFacts } from "./policy-facts";
import { VersionWords } from "./version-words";

/** What the gateway asked before the call, and was answered. */
export function PolicyDecision({
  decision,
  zone,
}: {
  decision: NonNullable<CallPolicy["decision"]>;
  zone: string;
}) {
  const { reason, blockIds, rules, version, client, runAs, retryAfter, resource } = decision;
  return (
    <section aria-label="What decided then" className="grid gap-3 rounded-lg border p-3.5">
      <div className="flex items-baseline justify-between gap-2">
        <h3 className="text-xs font-semibold text-ink-2">Then</h3>
        <Link
          href={routes.decisions({ tool: resource.replace(/^tool:/, "") })}
          prefetch={false}
          className="text-2xs text-ink-2 underline underline-offset-2 hover:text-ink"
        >
          Decisions about this tool
        </Link>
      </div>
      <PolicyFacts>
        <dt>Answer</dt>
        <dd>
          <AnswerLabel decision={decision} />
        </dd>
        <dt>Because</dt>
        <dd>
          {blockIds.length > 0 ? (
            <Link
              href={routes.blocks()}
              prefetch={false}
              title={blockIds.join(", ")}
              className="underline underline-offset-2 hover:text-ink"
            >
              {REASON_WORDS[reason]}
            </Link>
          ) : (
            REASON_WORDS[reason]
          )}
          {retryAfter !== null && (
            <span className="text-ink-3">; again in {duration(retryAfter * 1000)}</span>
          )}
        </dd>
        {rules.length > 0 && (
          <>
            <dt>{rules.length === 1 ? "Rule" : "Rules"}</dt>
            <dd>
              <RuleNames rules={rules} />
            </dd>
          </>
        )}
        <dt>Version</dt>
        <dd>
          <VersionWords version={version} zone={zone} />
        </dd>
        <dt>Asked</dt>
        <dd>
          <Instant iso={decision.time} zone={zone} />
        </dd>
        <dt>As whom</dt>
        <dd>{runAs ? <InertText text={runAs} spaces /> : "not stated"}</dd>
        <dt>Client</dt>
        <dd>{client ? <InertText text={client} spaces /> : "not stated"}</dd>
        <dt>Decision</dt>
        <dd className="flex items-start gap-1 font-mono text-xs">
          <InertText text={decision.id} className="min-w-0 break-all" />
          <CopyButton label="Copy the decision's id" text={decision.id} className="-my-0.5" />
        </dd>
      </PolicyFacts>
    </section>
  );
}
