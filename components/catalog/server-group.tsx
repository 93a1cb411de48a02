"use client";
import Link from "next/link";
import type { CatalogServerView, ToolView } from "@/lib/catalog/model";
import { markedText } from "@/lib/hostile-text";
import { routes } from "@/lib/routes";
import { Ago } from "../ui/ago";
import { type Column, DataTable } from "../ui/data-table";
import { InertText } from "../ui/inert-text";
import { ServerActions } from "./server-actions";
import { riskColumn, stateColumn, toolColumn, usageColumns } from "./tool-columns";
import { SERVER_WORDS } from "./words";

const COLUMNS: readonly Column<ToolView>[] = [
  toolColumn(false),
  stateColumn,
  riskColumn,
  ...usageColumns,
];

/** A server with its tools of this page; `server` is undefined for names that no server was seen of. */
export function ServerGroup({
  name,
  server,
  tools,
  now,
}: {
  name: string | null;
  server: CatalogServerView | undefined;
  tools: readonly ToolView[];
  now: number;
}) {
  const label = name === null ? "Without a server" : markedText(name);
  return (
    <section aria-label={label} className="border-b pb-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 pt-3 pb-2 md:px-4">
        <h3 className="min-w-0 truncate text-sm font-semibold">
          {server ? (
            <Link
              href={routes.server(server.id)}
              prefetch={false}
              className="underline-offset-2 hover:underline"
            >
              <InertText text={server.name} spaces />
            </Link>
          ) : (
            <InertText text={name ?? "Without a server"} spaces />
          )}
        </h3>
        {server ? <Facts server={server} now={now} /> : <NotSeen />}
        {server && (
          <div className="ml-auto flex flex-wrap items-center gap-1">
            <ServerActions server={server} />
          </div>
        )}
      </div>
      <DataTable
        label={`Tools of ${label}`}
        columns={COLUMNS}
        rows={tools}
        keyOf={({ id }) => id}
      />
    </section>
  );
}

function NotSeen() {
  return <span className="text-xs text-ink-3">named by an admin, not seen yet</span>;
}

function Facts({ server, now }: { server: CatalogServerView; now: number }) {
  const { name, means } = SERVER_WORDS[server.state];
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-xs text-ink-2">
      <span title={means} className="rounded border px-1.5 py-px text-2xs font-medium text-ink">
        {name}
        {server.strict && ", strict"}
      </span>
      <span className="tabular-nums">
        {server.tools.toLocaleString("en")} {server.tools === 1 ? "tool" : "tools"}
      </span>
      {server.waiting > 0 && <span className="font-medium text-ink">{server.waiting} waiting</span>}
      {server.blocked > 0 && <span>{server.blocked} blocked</span>}
      <span className="text-ink-3">
        {server.listedAt === null ? (
          "no complete list came yet"
        ) : (
          <>
            listed <Ago iso={server.listedAt} now={now} />
          </>
        )}
      </span>
      {server.unread > 0 && (
        <span className="text-ink">
          {server.unread} {server.unread === 1 ? "entry" : "entries"} of that list could not be read
        </span>
      )}
    </p>
  );
}
