import type { SourceView } from "@/lib/sources/view";
import { CALLER_TRUST, DOWNSTREAM_TRUST } from "@/lib/sources/trust-words";
import { EvidenceBars } from "../identity/evidence-bars";

/** What a source may claim at most, and what else its word is good for. */
export function TrustSummary({ source }: { source: SourceView }) {
  return (
    <div className="grid gap-0.5 text-xs">
      <div className="flex flex-wrap gap-x-3 gap-y-0.5">
        <span className="flex items-center gap-1.5" title={CALLER_TRUST[source.callerCeiling]}>
          <span className="text-ink-3">caller</span>
          <EvidenceBars grade={source.callerCeiling} side="caller" />
          {source.callerCeiling}
        </span>
        <span
          className="flex items-center gap-1.5"
          title={DOWNSTREAM_TRUST[source.downstreamCeiling]}
        >
          <span className="text-ink-3">ran as</span>
          <EvidenceBars grade={source.downstreamCeiling} side="ranAs" />
          {source.downstreamCeiling}
        </span>
      </div>
      {(source.evidenceProvider || source.groupsTrusted) && (
        <span className="text-ink-3">
          {[
            source.evidenceProvider ? "evidence provider" : null,
            source.groupsTrusted ? "its groups count" : null,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      )}
    </div>
  );
}
