"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { presenceOptions } from "@/lib/calls/options";
import { overviewOptions } from "@/lib/overview/options";
import { sumOf } from "@/lib/overview/view";
import { CallsEmpty } from "../calls/calls-empty";
import { useCallsAddress } from "../calls/use-calls-address";
import { ApprovalsCard } from "./approvals-card";
import { FanInCard } from "./fan-in-card";
import { PathsCard } from "./paths-card";
import { QuarantineCard } from "./quarantine-card";
import { ServersCard } from "./servers-card";
import { SharesCard } from "./shares-card";
import { SourcesCard } from "./sources-card";

type Range = { from: string; to: string };

/** The numbers of a range, or why there are none. */
export function OverviewBody({
  range,
  zone,
  mayConnect,
}: {
  range: Range;
  zone: string;
  mayConnect: boolean;
}) {
  const { data: overview, dataUpdatedAt } = useSuspenseQuery(overviewOptions(range));
  if (sumOf(overview.counts) === 0) {
    return <NoNumbers range={range} zone={zone} now={dataUpdatedAt} mayConnect={mayConnect} />;
  }
  return (
    <div className="mx-auto grid max-w-[1400px] gap-3 p-3 md:gap-4 md:p-4 xl:grid-cols-2">
      <SharesCard overview={overview} zone={zone} />
      <PathsCard overview={overview} />
      <FanInCard overview={overview} />
      <ServersCard overview={overview} />
      <ApprovalsCard />
      <QuarantineCard />
      <SourcesCard overview={overview} now={dataUpdatedAt} />
    </div>
  );
}

function NoNumbers({
  range,
  zone,
  now,
  mayConnect,
}: {
  range: Range;
  zone: string;
  now: number;
  mayConnect: boolean;
}) {
  const { data: presence } = useSuspenseQuery(presenceOptions());
  const [address, go] = useCallsAddress();
  const { from, to, tz } = address;
  return (
    <CallsEmpty
      shownKey={overviewOptions(range).queryKey}
      presence={presence}
      address={{ from, to, tz }}
      go={go}
      zone={zone}
      now={now}
      mayConnect={mayConnect}
    />
  );
}
