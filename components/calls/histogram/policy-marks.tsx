"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import Link from "next/link";
import type { Histogram } from "@/lib/calls/facets/model";
import { policyChangesOptions } from "@/lib/policy/change-options";
import { routes } from "@/lib/routes";
import { Tooltip } from "../../ui/tooltip";
import { MarkTip } from "./mark-tip";
import { type MarkGroup, markGroups, placeOf } from "./mark-groups";

const LIVE_EVERY_MS = 5_000;

/** Over the bars: when the policy changed, and the way to the versions and blocks. */
export function PolicyMarks({
  histogram: { buckets, widthMs },
  zone,
  live,
}: {
  histogram: Histogram;
  zone: string;
  live: boolean;
}) {
  const start = Date.parse(buckets[0]?.from ?? "");
  const end = start + buckets.length * widthMs;
  const [from, to] = [start, end].map((at) => new Date(at).toISOString());
  const { data } = useQuery({
    ...policyChangesOptions({ from: from ?? "", to: to ?? "" }),
    // Of the range before, until those of this one are known.
    placeholderData: keepPreviousData,
    refetchInterval: live ? LIVE_EVERY_MS : false,
  });
  if (data === undefined) return null;
  const changes = data.items.filter(({ at }) => start <= Date.parse(at) && Date.parse(at) < end);
  return (
    <div className="pointer-events-none absolute inset-0">
      <Ticks places={changes.map((change) => placeOf(change, start, end))} />
      <ul aria-label="Changes of the policy">
        {markGroups(changes, start, end).map((group) => (
          <li
            key={group.since}
            style={beside(group.place)}
            className="pointer-events-auto absolute -top-1 flex w-max"
          >
            <Versions group={group} zone={zone} />
            <Blocks group={group} zone={zone} />
          </li>
        ))}
        {data.more && (
          <li className="absolute -top-0.5 left-0 bg-surface px-1 text-2xs text-ink-3">
            Only the newest {data.items.length} changes of the policy are marked
          </li>
        )}
      </ul>
    </div>
  );
}

/** Towards the middle from its tick, so that it never leaves the chart. */
function beside(place: number): React.CSSProperties {
  const [edge, way] = place < 0.5 ? (["left", place] as const) : (["right", 1 - place] as const);
  return { [edge]: `max(0px, calc(${way * 100}% - 12px))` };
}

function Ticks({ places }: { places: readonly number[] }) {
  const apart = new Set(places.map((place) => place.toFixed(3)));
  return [...apart].map((place) => (
    <span
      key={place}
      aria-hidden
      style={{ left: `${Number(place) * 100}%` }}
      className="absolute inset-y-0 border-l border-dashed border-ink/50"
    />
  ));
}

function Versions({ group: { versions }, zone }: { group: MarkGroup; zone: string }) {
  const [oldest, newest] = [versions[0], versions.at(-1)];
  if (!oldest || !newest) return null;
  const single = oldest === newest;
  return (
    <Mark
      href={
        single ? routes.version(newest.number) : routes.versions({ cursor: `${newest.number + 1}` })
      }
      name={
        single
          ? `Version ${newest.number} of the policy`
          : `Versions ${oldest.number} to ${newest.number} of the policy`
      }
      tip={<MarkTip changes={versions} zone={zone} />}
    >
      {single ? `v${newest.number}` : `v${oldest.number}–${newest.number}`}
    </Mark>
  );
}

function Blocks({ group: { blocks }, zone }: { group: MarkGroup; zone: string }) {
  if (blocks.length === 0) return null;
  return (
    <Mark
      href={routes.blocks()}
      name={`${blocks.length === 1 ? "A block" : `${blocks.length} blocks`} set or ended`}
      tip={<MarkTip changes={blocks} zone={zone} />}
    >
      <Ban aria-hidden className="size-3" />
      {blocks.length > 1 && blocks.length}
    </Mark>
  );
}

function Mark({
  href,
  name,
  tip,
  children,
}: {
  href: string;
  name: string;
  tip: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <Tooltip content={tip} side="bottom">
      <Link
        href={href}
        prefetch={false}
        aria-label={name}
        className="grid h-6 min-w-6 place-items-center px-px"
      >
        <span className="flex items-center gap-0.5 rounded border border-line-strong bg-surface px-1 text-2xs leading-4 text-ink-2 tabular-nums hover:text-ink">
          {children}
        </span>
      </Link>
    </Tooltip>
  );
}
