import { behindVerdict } from "@/lib/overview/drill";
import { sumOf, type Overview } from "@/lib/overview/view";
import { shortInstant } from "@/lib/time-range";
import { VERDICT_WORDS } from "../identity/verdict-words";
import { CallsNumber } from "./calls-number";
import { WORST_FIRST } from "./verdict-order";

/** The chart's numbers, newest first; each opens its calls. Steps without calls are left out. */
export function SharesTable({ timeline, zone }: { timeline: Overview["timeline"]; zone: string }) {
  const steps = timeline.filter(({ counts }) => sumOf(counts) > 0).toReversed();
  const verdicts = WORST_FIRST.filter((verdict) => steps.some(({ counts }) => counts[verdict]));
  return (
    <div className="h-full overflow-auto" tabIndex={0} role="group" aria-label="Calls over time">
      <table aria-label="Calls by verdict over time" className="w-full text-sm">
        <thead className="sticky top-0 bg-surface">
          <tr className="text-xs text-ink-3">
            <th scope="col" className="h-8 px-3 text-left font-normal md:px-4">
              From
            </th>
            <th scope="col" className="px-2 text-right font-normal">
              All
            </th>
            {verdicts.map((verdict) => (
              <th key={verdict} scope="col" className="px-2 text-right font-normal last:pr-4">
                {VERDICT_WORDS[verdict]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map(({ counts, ...range }) => {
            const at = shortInstant(range.from, zone);
            return (
              <tr key={range.from} className="border-t">
                <th
                  scope="row"
                  className="h-7 px-3 text-left font-normal whitespace-nowrap md:px-4"
                >
                  <time dateTime={range.from} title={range.from}>
                    {at}
                  </time>
                </th>
                <td className="px-2 text-right">
                  <CallsNumber n={sumOf(counts)} q="" range={range} of={`calls from ${at} on`} />
                </td>
                {verdicts.map((verdict) => (
                  <td key={verdict} className="px-2 text-right last:pr-4">
                    <CallsNumber
                      n={counts[verdict] ?? 0}
                      q={behindVerdict(verdict)}
                      range={range}
                      of={`calls judged ${VERDICT_WORDS[verdict]} from ${at} on`}
                    />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
