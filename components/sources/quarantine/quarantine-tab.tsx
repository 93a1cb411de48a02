"use client";
import Link from "next/link";
import { routes, type SourceAddress } from "@/lib/routes";
import { quarantineParams } from "@/lib/sources/address";
import { quarantineOptions } from "@/lib/sources/options";
import type { SourceView } from "@/lib/sources/view";
import { QueryBoundary } from "../../layout/query-boundary";
import { Skeleton } from "../../ui/skeleton";
import { QuarantineList } from "./quarantine-list";

/** Events that were received and could not become calls: kept with the reason, replayed after a fix. */
export function QuarantineTab({
  source,
  address,
  mayWrite,
  mayReadPayload,
}: {
  source: SourceView;
  address: SourceAddress;
  mayWrite: boolean;
  mayReadPayload: boolean;
}) {
  const params = quarantineParams(address);
  const link = (state: SourceAddress["state"], name: string) => (
    <Link
      href={routes.source(source.id, { tab: "quarantine", state })}
      aria-current={address.state === state ? "true" : undefined}
      className="flex h-8 items-center rounded-md px-2.5 text-ink-2 hover:bg-hover aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-ink"
    >
      {name}
    </Link>
  );
  return (
    <section aria-labelledby="quarantine" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="grid gap-1">
        <h2 id="quarantine" className="text-base font-semibold">
          Quarantine
        </h2>
        <p className="max-w-prose text-sm text-ink-2">
          Received, and not understood: nothing is dropped. Fix the cause, such as the keys under
          Settings, or choose another format here, and replay. What is not settled expires.
        </p>
      </div>
      <div role="group" aria-label="Which entries" className="flex gap-1">
        {link(undefined, "Waiting")}
        {link("settled", "Settled")}
      </div>
      <QueryBoundary
        queryKey={quarantineOptions(source.id, params).queryKey}
        loading={
          <div role="status" aria-label="Loading quarantine" className="grid gap-3">
            <Skeleton className="h-8 w-40" />
            <Skeleton className="h-40 w-full" />
          </div>
        }
      >
        <QuarantineList
          key={JSON.stringify(params)}
          source={source}
          params={params}
          mayWrite={mayWrite}
          mayReadPayload={mayReadPayload}
        />
      </QueryBoundary>
    </section>
  );
}
