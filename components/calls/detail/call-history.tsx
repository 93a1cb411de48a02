import { ArrowRight } from "lucide-react";
import type { CallDetail, VerdictChange } from "@/lib/calls/view";
import { RELATION_WORDS, SEVERITY_WORDS } from "../../identity/verdict-words";
import { InertText } from "../../ui/inert-text";
import { Instant } from "../../ui/instant";
import { VerdictLabel } from "../verdict-label";
import { Section } from "./section";

/** How the conclusion came to be what it is, where it was another one once. */
export function CallHistory({ call: { history }, zone }: { call: CallDetail; zone: string }) {
  if (history.length === 0) return null;
  return (
    <Section
      title="Judged again"
      aside={<span className="text-2xs text-ink-3">newest first; the record did not change</span>}
    >
      <ol aria-label="What the verdict was and became" className="grid gap-3 border-l pl-3">
        {history.map((change) => (
          <li key={`${change.at} ${change.to.verdict}`} className="grid gap-1">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
              <Step change={change} />
              <Instant iso={change.at} zone={zone} className="ml-auto text-2xs text-ink-2" />
            </div>
            <Details change={change} />
            <Causes change={change} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Step({ change: { from, to } }: { change: VerdictChange }) {
  if (from.verdict === to.verdict) {
    return (
      <span className="flex items-center gap-2">
        <VerdictLabel verdict={to.verdict} />
        <span className="text-ink-3">stayed</span>
      </span>
    );
  }
  return (
    <span className="flex items-center gap-2">
      <VerdictLabel verdict={from.verdict} />
      <ArrowRight role="img" aria-label="became" className="size-3.5 shrink-0 text-ink-3" />
      <VerdictLabel verdict={to.verdict} />
    </span>
  );
}

/** What changed beside the verdict, in one line. */
function Details({ change: { from, to } }: { change: VerdictChange }) {
  const gone = from.flags.filter((flag) => !to.flags.includes(flag));
  const come = to.flags.filter((flag) => !from.flags.includes(flag));
  const parts = [
    from.relation !== to.relation &&
      `${RELATION_WORDS[from.relation]} → ${RELATION_WORDS[to.relation]}`,
    from.severity !== to.severity &&
      `severity ${SEVERITY_WORDS[from.severity]} → ${SEVERITY_WORDS[to.severity]}`,
    come.length > 0 && `new: ${come.join(", ")}`,
    gone.length > 0 && `gone: ${gone.join(", ")}`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return null;
  return <p className="text-2xs wrap-anywhere text-ink-2">{parts.join(" · ")}</p>;
}

function Causes({ change: { from, to, changes, evidence } }: { change: VerdictChange }) {
  const isNew = (flag: VerdictChange["to"]["flags"][number]) =>
    to.flags.includes(flag) && !from.flags.includes(flag);
  return (
    <ul className="grid gap-0.5 text-xs text-ink-2">
      {evidence && <li>Because another source told who it ran as.</li>}
      {isNew("executed_after_deny") && (
        <li>Because what was decided before it was no permission to run.</li>
      )}
      {isNew("session_shared") && <li>Because another caller or client used its session.</li>}
      {changes.map(({ version, by, why }) => (
        <li key={version} className="wrap-anywhere" title={`Directory version ${version}`}>
          Because <InertText text={actorOf(by)} /> <InertText text={why} spaces />.
        </li>
      ))}
    </ul>
  );
}

/** `member:alice@acme.com` as somebody would say it. */
function actorOf(by: string): string {
  if (by.startsWith("member:")) return by.slice("member:".length);
  return by.startsWith("operator:") ? `${by.slice("operator:".length)} (command line)` : by;
}
