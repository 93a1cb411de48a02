"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { presenceOptions } from "@/lib/calls/options";
import type { ServerView } from "@/lib/identity/directory-views";
import { routes } from "@/lib/routes";
import { Server } from "lucide-react";
import { type Column, DataTable } from "../ui/data-table";
import { InertText } from "../ui/inert-text";
import { StatePanel } from "../ui/state-panel";
import { CallsLink } from "./calls-link";
import { ListSection } from "./list-section";
import { signInWords } from "./sign-in-words";
import { NoCallsYet } from "./no-calls-yet";

/** Servers, those first whose calls nobody can attribute. */
export function ServersList() {
  return (
    <ListSection
      list="servers"
      title="Servers"
      lead="Most gateways log the caller and the tool, and nothing about the credential that was used behind them. Declare how a server signs in, and its calls are no longer unknown."
      search="Search servers"
      empty={<NoServers />}
    >
      {(servers) => (
        <DataTable
          label="Servers"
          columns={COLUMNS}
          rows={servers.toSorted((a, b) => b.unevidenced - a.unevidenced || b.calls - a.calls)}
          keyOf={({ id }) => id}
        />
      )}
    </ListSection>
  );
}

const COLUMNS: readonly Column<ServerView>[] = [
  {
    head: "Server",
    className: "w-full",
    cell: ({ id, name, resource }) => (
      <Link
        href={routes.server(id)}
        prefetch={false}
        className="grid w-max max-w-48 leading-tight sm:max-w-md underline-offset-2 hover:underline"
      >
        <InertText text={name} spaces className="truncate font-medium" />
        {resource && (
          <InertText text={resource} spaces className="truncate font-mono text-2xs text-ink-3" />
        )}
      </Link>
    ),
  },
  { head: "Signs in", cell: (server) => <SignsIn server={server} /> },
  {
    head: "Calls, 30 days",
    className: "text-right",
    cell: ({ name, calls }) => (
      <CallsLink calls={calls} wanted={[["server", name]]}>
        calls
      </CallsLink>
    ),
  },
  { head: "Without evidence", cell: (server) => <Unevidenced server={server} /> },
];

function SignsIn({ server }: { server: ServerView }) {
  const words = signInWords(server);
  if (words !== null)
    return <InertText text={words} spaces className="block w-max max-w-64 truncate" />;
  return (
    <Link
      href={routes.server(server.id)}
      prefetch={false}
      className="text-ink-2 underline decoration-line-strong underline-offset-2 hover:decoration-ink"
    >
      Declare how it signs in
      <span className="sr-only">
        : <InertText text={server.name} />
      </span>
    </Link>
  );
}

/** How many calls lack downstream evidence, as a number and as a share of all. */
export function Unevidenced({ server: { name, calls, unevidenced } }: { server: ServerView }) {
  const share = calls === 0 ? 0 : unevidenced / calls;
  return (
    <span data-verdict="unknown" className="flex items-center gap-2">
      <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-hover">
        <span
          className="block h-full rounded-full bg-v-line"
          style={{ width: `${Math.ceil(share * 100)}%` }}
        />
      </span>
      <CallsLink
        calls={unevidenced}
        wanted={[
          ["server", name],
          ["flag", "no_downstream_evidence"],
        ]}
      >
        calls without downstream evidence
      </CallsLink>
      {unevidenced > 0 && (
        <span className="text-xs text-ink-3 tabular-nums">{Math.round(share * 100)}%</span>
      )}
    </span>
  );
}

function NoServers() {
  const { data: presence } = useSuspenseQuery(presenceOptions());
  if (presence.newest === null) return <NoCallsYet sources={presence.sources} />;
  return (
    <StatePanel icon={<Server aria-hidden />} title="No call named its server">
      <p>Calls have come, but their records name no server, so there is nothing to declare.</p>
    </StatePanel>
  );
}
