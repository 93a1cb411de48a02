import Link from "next/link";
import { routes } from "@/lib/routes";
import type { SourceView } from "@/lib/sources/view";
import { duration } from "@/lib/time-range";
import { Age } from "../ui/age";
import { cn } from "../ui/cn";
import { CARD_LABEL, GRID, ROW, WHOLE } from "./columns";
import { StatusShare } from "./status-share";
import { TrustSummary } from "./trust-summary";

/** One source: whether it speaks, what became of it, and what its word is worth. */
export function SourcesRow({ source, now }: { source: SourceView; now: number }) {
  const { quarantined } = source;
  return (
    <div role="row" className={cn(ROW, GRID, source.revokedAt && "text-ink-3")}>
      <div role="cell" className={cn("grid min-w-0", WHOLE)}>
        <Link
          href={routes.source(source.id)}
          title={source.id}
          className="justify-self-start truncate rounded-sm text-base font-medium text-ink underline-offset-2 hover:underline @min-[860px]/sources:text-sm"
        >
          {source.name}
        </Link>
        <span className="truncate text-xs text-ink-3">
          {source.revokedAt ? (
            <>
              revoked <Age iso={source.revokedAt} now={now} />
            </>
          ) : (
            source.title
          )}
        </span>
      </div>
      <Cell label="Last contact">
        <Age
          iso={source.lastContactAt}
          now={now}
          never={source.liveKeys > 0 ? "never" : "no key"}
        />
      </Cell>
      <Cell label="Last event">
        <Age iso={source.lastEventAt} now={now} never="none" />
        {source.lagMs !== null && (
          <span className="block text-xs text-ink-3" title="From the newest event to its receipt">
            lag {duration(source.lagMs)}
          </span>
        )}
      </Cell>
      <Cell label="Calls, 24 h" className="@min-[860px]/sources:text-right">
        <Link
          href={callsOf(source)}
          className="rounded-sm tabular-nums underline decoration-line-strong underline-offset-2 hover:decoration-ink"
        >
          {source.callsLastDay.toLocaleString("en")}
          <span className="sr-only"> calls of {source.name}</span>
        </Link>
      </Cell>
      <Cell label="Received, 24 h">
        <StatusShare counts={source.receivedLastDay} />
      </Cell>
      <Cell label="Quarantine">
        {quarantined.entries === 0 ? (
          <span className="text-ink-3">none</span>
        ) : (
          <Link
            href={routes.source(source.id, { tab: "quarantine" })}
            className="rounded-sm font-medium tabular-nums underline underline-offset-2"
          >
            {quarantined.entries.toLocaleString("en")} waiting
          </Link>
        )}
      </Cell>
      <Cell label="May claim at most" className={WHOLE}>
        <TrustSummary source={source} />
      </Cell>
    </div>
  );
}

function Cell({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: React.ReactNode;
}) {
  return (
    <div role="cell" className={cn("min-w-0", className)}>
      <span className={CARD_LABEL}>{label}</span>
      {children}
    </div>
  );
}

/** The explorer on what this source reported, whenever it was. */
export function callsOf({ name }: { name: string }): string {
  return routes.calls({ q: `source:${name}` });
}
