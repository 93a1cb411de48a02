"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { versionNumber } from "@/lib/policy/address";
import { versionsDiffOptions, versionsOptions } from "@/lib/policy/options";
import { type CompareAddress, routes } from "@/lib/routes";
import { ListSkeleton } from "../../directory/list-skeleton";
import { PageHeader } from "../../layout/page-header";
import { QueryBoundary } from "../../layout/query-boundary";
import { SelectField } from "../../ui/select-field";
import { Part } from "../review/part";
import { SemanticChanges } from "../semantic-changes";
import { TextDiff } from "../text-diff";
import { NoVersions } from "./no-versions";

/** Any two versions, line by line. Without an address: the newest and the one before. */
export function ComparePage({ address }: { address: CompareAddress }) {
  return (
    <>
      <PageHeader title="Compare" back={{ name: "Versions", href: routes.versions() }} />
      <div className="relative min-h-0 flex-1 overflow-auto pb-10" tabIndex={-1}>
        <QueryBoundary
          queryKey={versionsOptions(undefined).queryKey}
          loading={<ListSkeleton label="versions" />}
        >
          <Choice address={address} />
        </QueryBoundary>
      </div>
    </>
  );
}

function Choice({ address }: { address: CompareAddress }) {
  const router = useRouter();
  const { data } = useSuspenseQuery(versionsOptions(undefined));
  const newest = data.items[0]?.number;
  if (newest === undefined) return <NoVersions />;
  const to = versionNumber(address.to) ?? newest;
  const from = versionNumber(address.from) ?? (address.from === "0" ? 0 : to - 1);
  const options = Array.from({ length: newest }, (_, at) => newest - at).map((number) => ({
    value: String(number),
    name: number === newest ? `Version ${number}, in force` : `Version ${number}`,
  }));
  const nothing = { value: "0", name: "No policy, before the first" };
  const go = (change: CompareAddress) =>
    router.replace(routes.compareVersions({ from: String(from), to: String(to), ...change }), {
      scroll: false,
    });
  return (
    <>
      <div className="flex flex-wrap gap-3 px-3 py-3 md:px-4">
        <SelectField
          label="From"
          compact
          className="w-52"
          options={[...options, nothing]}
          value={String(from)}
          onChange={(event) => go({ from: event.target.value })}
        />
        <SelectField
          label="To"
          compact
          className="w-52"
          options={options}
          value={String(to)}
          onChange={(event) => go({ to: event.target.value })}
        />
      </div>
      <QueryBoundary
        queryKey={versionsDiffOptions(from, to).queryKey}
        loading={<ListSkeleton label="both versions" />}
      >
        <Diff from={from} to={to} />
      </QueryBoundary>
    </>
  );
}

function Diff({ from, to }: { from: number; to: number }) {
  const { data } = useSuspenseQuery(versionsDiffOptions(from, to));
  return (
    <div className="px-3 md:px-4">
      <Part
        title="What it changes"
        lead="For each identity that its rules name, as the directory and the catalog are today."
      >
        <SemanticChanges diff={data} />
      </Part>
      <Part title="Text">
        <TextDiff
          label={`From version ${from} to version ${to}, line by line`}
          before={data.before}
          after={data.after}
        />
      </Part>
    </div>
  );
}
