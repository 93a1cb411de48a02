import { OUTCOMES } from "@/lib/calls/model";
import type { FacetRow } from "@/lib/calls/facets/facet-rows";
import type { FacetField } from "@/lib/calls/facets/model";
import { VERDICTS } from "@/lib/identity/model";
import { InertText } from "../../ui/inert-text";
import { OutcomeLabel } from "../outcome-label";
import { VerdictLabel } from "../verdict-label";

/** A value as it looks in the table; what tells two of the same name apart stands behind it. */
export function FacetLabel({ field, row }: { field: FacetField; row: FacetRow }) {
  const verdict = field === "verdict" && VERDICTS.find((one) => one === row.value);
  if (verdict) return <VerdictLabel verdict={verdict} />;
  const outcome = field === "outcome" && OUTCOMES.find((one) => one === row.value);
  if (outcome) return <OutcomeLabel outcome={outcome} className="text-ink" />;
  if (row.value === null) return <span className="text-ink-3 italic">none</span>;
  return (
    <>
      <InertText text={row.label} spaces className="min-w-0 truncate" />
      {row.detail !== null && (
        <InertText
          text={shortDetail(row.detail)}
          spaces
          className="min-w-0 shrink-[99] truncate text-2xs text-ink-3"
        />
      )}
    </>
  );
}

/** Issuers are long and begin alike; the whole one is in the value's title. */
function shortDetail(detail: string): string {
  return detail === "person" ? "" : detail.replace(/^https?:\/\//, "");
}
