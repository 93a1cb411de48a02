import Link from "next/link";
import type { ColumnKey } from "@/lib/calls/columns";
import type { CallDetail } from "@/lib/calls/view";
import { routes } from "@/lib/routes";
import { duration } from "@/lib/time-range";
import { CopyButton } from "../../ui/copy-button";
import { InertText } from "../../ui/inert-text";
import { Instant } from "../../ui/instant";
import { FactMenu } from "../fact-menu";
import { OutcomeLabel } from "../outcome-label";
import { FactList, Section } from "./section";

const MENU = "float-right -my-0.5";

/** When it was, how it ended, what decided, and the ids to find it elsewhere. */
export function CallOutcome({ call, zone }: { call: CallDetail; zone: string }) {
  const { authorization, labels } = call;
  return (
    <Section title="Outcome and timing">
      <FactList>
        <dt>Made</dt>
        <dd>
          <FactMenu call={call} columns={["time"]} label="time" className={MENU} />
          <Instant iso={call.time} zone={zone} />
          {call.timeFrom && (
            <span className="text-ink-3"> (the gateway gave no time; as received)</span>
          )}
        </dd>
        <dt>Received</dt>
        <dd>
          <Instant iso={call.receivedAt} zone={zone} />
        </dd>
        <dt>Outcome</dt>
        <dd>
          <FactMenu
            call={call}
            columns={["outcome", "took"]}
            label="outcome and duration"
            className={MENU}
          />
          <OutcomeLabel outcome={call.outcome} className="inline-flex align-bottom text-ink" />
          {call.durationMs !== null && (
            <span className="text-ink-3"> after {duration(call.durationMs)}</span>
          )}
          {call.outcomeCode && <Code text={call.outcomeCode} />}
          {call.outcomeMessage && (
            <InertText text={call.outcomeMessage} className="block text-ink-2" />
          )}
        </dd>
        {authorization && (
          <>
            <dt>Gateway’s policy</dt>
            <dd>
              <FactMenu call={call} columns={["decision"]} label="decision" className={MENU} />
              {authorization.decision ?? "no decision reported"}
              {authorization.ruleId && <Code text={authorization.ruleId} />}
              {authorization.policyVersion && <Code text={authorization.policyVersion} />}
              {authorization.reason && (
                <InertText text={authorization.reason} className="block text-ink-2" />
              )}
            </dd>
          </>
        )}
        <Id name="Trace" text={call.traceId} of={{ call, column: "trace" }} />
        <Id name="Session, SHA-256" text={call.session} of={{ call, column: "session" }} />
        <Id
          name="Approval"
          text={call.approvalId}
          href={approvalPage(call.approvalId)}
          of={{ call, column: "approval" }}
        />
        <Id name="Caller’s tenant" text={call.callerTenant} />
        <Id name="Ran as, tenant" text={call.ranAsTenant} />
        {Object.entries(labels).map(([name, text]) => (
          <Label key={name} name={name} text={text} />
        ))}
      </FactList>
    </Section>
  );
}

/** Gateways may name approvals of their own; those that are ours have a page. */
function approvalPage(id: string | null): string | undefined {
  return id?.startsWith("apr_") ? routes.approval(id) : undefined;
}

function Id({
  name,
  text,
  href,
  of,
}: {
  name: string;
  text: string | null;
  /** The page that shows it. */
  href?: string | undefined;
  /** Where others can have the same. */
  of?: { call: CallDetail; column: ColumnKey };
}) {
  if (text === null) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd className="flex items-start gap-1 font-mono text-xs">
        {href === undefined ? (
          <InertText text={text} className="min-w-0 break-all" />
        ) : (
          <Link href={href} prefetch={false} className="min-w-0 underline underline-offset-2">
            <InertText text={text} className="break-all" />
          </Link>
        )}
        <CopyButton label={`Copy: ${name}`} text={text} className="-my-0.5" />
        {of && (
          <FactMenu
            call={of.call}
            columns={[of.column]}
            label={of.column}
            className="-my-0.5 ml-auto"
          />
        )}
      </dd>
    </>
  );
}

/** The name of a label comes from the gateway too. */
function Label({ name, text }: { name: string; text: string }) {
  return (
    <>
      <dt className="wrap-anywhere">
        <InertText text={name} />
      </dt>
      <dd>
        <InertText text={text} />
      </dd>
    </>
  );
}

function Code({ text }: { text: string }) {
  return <InertText text={text} className="ml-2 font-mono text-xs text-ink-3" />;
}
