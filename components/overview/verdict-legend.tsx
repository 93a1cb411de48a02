import { behindVerdict } from "@/lib/overview/drill";
import { sumOf, type Overview } from "@/lib/overview/view";
import { VerdictLabel } from "../calls/verdict-label";
import { CallsNumber } from "./calls-number";
import { Cell, HeadCell, Table } from "../ui/plain-table";
import { percent, WORST_FIRST } from "./verdict-order";

/** How many calls each verdict has, its share, and how many it had in the period before. */
export function VerdictLegend({ overview }: { overview: Overview }) {
  const { counts, countsBefore, range, before } = overview;
  const total = sumOf(counts);
  const shown = WORST_FIRST.filter((verdict) => counts[verdict] || countsBefore?.[verdict]);
  return (
    <Table label="Calls by verdict">
      <thead>
        <tr>
          <HeadCell>Verdict</HeadCell>
          <HeadCell numeric>Share</HeadCell>
          <HeadCell numeric>Calls</HeadCell>
          {before && <HeadCell numeric>Before</HeadCell>}
        </tr>
      </thead>
      <tbody>
        {shown.map((verdict) => (
          <tr key={verdict}>
            <Cell className="h-6">
              <span data-verdict={verdict} className="flex items-center gap-2">
                <span aria-hidden className="size-2.5 shrink-0 rounded-[3px] bg-v-line" />
                <VerdictLabel verdict={verdict} />
              </span>
            </Cell>
            <Cell numeric className="h-6 text-ink-2">
              {percent(counts[verdict] ?? 0, total)}
            </Cell>
            <Cell numeric className="h-6">
              <CallsNumber
                n={counts[verdict] ?? 0}
                q={behindVerdict(verdict)}
                range={range}
                of={`calls judged ${verdict}`}
              />
            </Cell>
            {before && (
              <Cell numeric className="h-6">
                <CallsNumber
                  n={countsBefore?.[verdict] ?? 0}
                  q={behindVerdict(verdict)}
                  range={before}
                  of={`calls judged ${verdict} in the period before`}
                  className="text-ink-3"
                />
              </Cell>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
