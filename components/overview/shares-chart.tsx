"use client";
import { useRouter } from "next/navigation";
import { Area, AreaChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { sumOf, type Overview } from "@/lib/overview/view";
import { routes } from "@/lib/routes";
import { instantParts } from "@/lib/time-range";
import { ShareTip } from "./share-tip";
import { tickInstants, tickName } from "./ticks";
import { WORST_FIRST } from "./verdict-order";

type Step = Overview["timeline"][number];

/**
 * Shares of the verdicts, stacked; a step without calls is a gap. A press opens the calls of a step. Its
 * table twin says the same to whoever cannot see or point.
 */
export function SharesChart({ timeline, zone }: { timeline: readonly Step[]; zone: string }) {
  const router = useRouter();
  const points = withEnd(timeline);
  const first = points[0]?.at ?? 0;
  const last = points.at(-1)?.at ?? 0;
  const ticks = tickInstants(first, last, zone);
  return (
    <div aria-hidden className="h-full w-full text-2xs">
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart
          data={points}
          stackOffset="expand"
          accessibilityLayer={false}
          margin={{ top: 14, right: 16, bottom: 0, left: 0 }}
          className="cursor-pointer"
          onClick={({ activeIndex }) => {
            const step = timeline[Number(activeIndex)];
            if (step) router.push(routes.calls({ from: step.from, to: step.to }));
          }}
        >
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={[first, last]}
            ticks={ticks}
            tickFormatter={(at: number) => tickName(at, last - first, zone)}
            tickLine={false}
            axisLine={false}
            tick={AXIS_TEXT}
            height={28}
          />
          <YAxis
            tickFormatter={(share: number) => `${Math.round(share * 100)} %`}
            ticks={[0, 0.25, 0.5, 0.75, 1]}
            domain={[0, 1]}
            tickLine={false}
            axisLine={false}
            tick={AXIS_TEXT}
            width={52}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--ink-3)", strokeWidth: 1 }}
            content={({ active, label }) => {
              const step = active ? points.find(({ at }) => at === label)?.step : undefined;
              return step ? <ShareTip step={step} title={titleOf(step, zone)} /> : null;
            }}
          />
          {WORST_FIRST.toReversed().map((verdict) => (
            <Area
              key={verdict}
              type="stepAfter"
              stackId="shares"
              dataKey={({ step }: Point) => step.counts[verdict] ?? 0}
              fill={`var(--${verdict.replace("_", "-")}-line)`}
              fillOpacity={0.85}
              stroke="none"
              activeDot={false}
              isAnimationActive={false}
            />
          ))}
        </AreaChart>
      </ResponsiveContainer>
    </div>
  );
}

type Point = { at: number; step: Step };

const AXIS_TEXT = { fill: "var(--ink-3)", fontSize: 11 };

/** The last step reaches to its end, where nothing begins any more. */
function withEnd(timeline: readonly Step[]): Point[] {
  const points = timeline.map((step) => ({ at: Date.parse(step.from), step }));
  const last = timeline.at(-1);
  return last ? [...points, { at: Date.parse(last.to), step: last }] : points;
}

function titleOf({ from, to, counts }: Step, zone: string): string {
  const start = instantParts(from, zone);
  const end = instantParts(to, zone);
  const until = start.date === end.date ? "" : `${end.date} `;
  const calls = sumOf(counts).toLocaleString("en");
  return `${start.date} ${start.time.slice(0, 5)} – ${until}${end.time.slice(0, 5)} · ${calls} calls`;
}
