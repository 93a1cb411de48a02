"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { sumOf, type Overview } from "@/lib/overview/view";
import { shortInstant } from "@/lib/time-range";
import { Button } from "../ui/button";
import { Skeleton } from "../ui/skeleton";
import { CallsNumber } from "./calls-number";
import { Card } from "../ui/card";
import { SharesTable } from "./shares-table";
import { VerdictLegend } from "./verdict-legend";

// The chart library is as large as the rest of the page: it comes after the numbers, into a box that waits.
const SharesChart = dynamic(() => import("./shares-chart").then((file) => file.SharesChart), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

/** Which share each verdict had over time: as a chart, or as the table behind it. */
export function SharesCard({ overview, zone }: { overview: Overview; zone: string }) {
  const [asTable, setAsTable] = useState(false);
  const { range, counts, timeline } = overview;
  const units = range.unit === "hour" ? "whole hours" : "whole days (UTC)";
  const end = (iso: string) => shortInstant(iso, zone);
  return (
    <Card
      title="Verdicts over time"
      lead={`In ${units}: ${end(range.from)} – ${end(range.to)}`}
      className="xl:col-span-2"
      action={
        <Button size="sm" onClick={() => setAsTable(!asTable)}>
          {asTable ? "Show the chart" : "Show as a table"}
        </Button>
      }
    >
      <div className="grid gap-x-6 gap-y-3 border-t lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="h-[268px] min-w-0">
          {asTable ? (
            <SharesTable timeline={timeline} zone={zone} />
          ) : (
            <SharesChart timeline={timeline} zone={zone} />
          )}
        </div>
        <div className="border-t lg:border-t-0 lg:border-l">
          <p className="flex items-baseline gap-2 px-3 pt-2.5 pb-1.5 md:px-4">
            <CallsNumber
              n={sumOf(counts)}
              q=""
              range={range}
              of="calls in all"
              className="text-lg font-semibold tracking-tight"
            />
            <span className="text-xs text-ink-3">calls</span>
          </p>
          <VerdictLegend overview={overview} />
        </div>
      </div>
    </Card>
  );
}
