"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type SourceAddress, routes } from "@/lib/routes";
import { sourceOptions } from "@/lib/sources/options";
import { PageHeader } from "../../layout/page-header";
import { QueryBoundary } from "../../layout/query-boundary";
import { TabLinks } from "../../layout/tab-links";
import { buttonStyle } from "../../ui/button-style";
import { ConnectTab } from "../connect-tab";
import { KeysTab } from "../keys/keys-tab";
import { QuarantineTab } from "../quarantine/quarantine-tab";
import { SettingsTab } from "../settings/settings-tab";
import { callsOf } from "../sources-row";
import { SourceOverview } from "./source-overview";
import { TabSkeleton } from "./tab-skeleton";
import { RevokedNote } from "./revoked-note";

type SourcePageProps = {
  id: string;
  name: string;
  address: SourceAddress;
  /** Public address of the deployment. */
  deployment: string;
  mayWrite: boolean;
  mayReadPayload: boolean;
};

/** One source: how it does, what it is trusted for, its keys, how it is connected, its quarantine. */
export function SourcePage(props: SourcePageProps) {
  const { id, name } = props;
  return (
    <>
      <PageHeader title={name} back={{ name: "Sources", href: routes.sources() }}>
        <Link href={callsOf({ name })} className={buttonStyle({})}>
          See its calls
        </Link>
      </PageHeader>
      <QueryBoundary queryKey={sourceOptions(id).queryKey} loading={<TabSkeleton />}>
        <Tabs {...props} />
      </QueryBoundary>
    </>
  );
}

function Tabs({ id, address, deployment, mayWrite, mayReadPayload }: SourcePageProps) {
  const { data: source, dataUpdatedAt: now } = useSuspenseQuery(sourceOptions(id));
  const { tab } = address;
  const to = (name: string, target: SourceAddress["tab"], count?: number) => ({
    name,
    href: routes.source(id, { tab: target }),
    current: tab === target,
    ...(count === undefined ? {} : { count }),
  });
  return (
    <>
      <TabLinks
        label={`Parts of ${source.name}`}
        tabs={[
          to("Overview", undefined),
          to("Settings", "settings"),
          to("Keys", "keys"),
          to("Connect", "connect"),
          to("Quarantine", "quarantine", source.quarantined.entries),
        ]}
      />
      {/* Each part begins at its top. */}
      <div key={tab ?? "overview"} className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto grid w-full max-w-5xl grid-cols-[minmax(0,1fr)] gap-8 px-4 py-6">
          {source.revokedAt !== null && <RevokedNote source={source} now={now} />}
          {tab === undefined && <SourceOverview source={source} now={now} />}
          {tab === "settings" && <SettingsTab source={source} mayWrite={mayWrite} />}
          {tab === "keys" && <KeysTab source={source} mayWrite={mayWrite} />}
          {tab === "connect" && <ConnectTab source={source} deployment={deployment} />}
          {tab === "quarantine" && (
            <QuarantineTab
              source={source}
              address={address}
              mayWrite={mayWrite}
              mayReadPayload={mayReadPayload}
            />
          )}
        </div>
      </div>
    </>
  );
}
