"use client";
import { markedText } from "@/lib/hostile-text";
import type { ServerDetail } from "@/lib/identity/directory-views";
import { EvidenceBars } from "../identity/evidence-bars";
import { type Column, DataTable } from "../ui/data-table";
import { InertText } from "../ui/inert-text";
import { CallsLink } from "./calls-link";
import { SectionHead } from "./section-head";

type Gateway = ServerDetail["gateways"][number];

/** Which gateways forward to the server, what their records can say, and what they did say. */
export function ServerGateways({ server }: { server: ServerDetail }) {
  return (
    <>
      <SectionHead
        title="Gateways that forward to it"
        lead="What a format can say at most about the identity behind a call, and how often it did."
      />
      {server.gateways.length === 0 ? (
        <p className="px-3 pb-4 text-ink-3 md:px-4">None did in the last 30 days.</p>
      ) : (
        <DataTable
          label="Gateways"
          columns={columns(server.name)}
          rows={server.gateways}
          keyOf={({ source }) => source.id}
        />
      )}
    </>
  );
}

function columns(server: string): readonly Column<Gateway>[] {
  return [
    {
      head: "Gateway",
      className: "w-full",
      cell: ({ source, title, gatewayVersions }) => (
        <span className="grid w-max max-w-xs leading-tight">
          <InertText text={source.name} spaces className="truncate font-medium" />
          <span
            className="truncate text-2xs text-ink-3"
            title={gatewayVersions === null ? undefined : markedText(gatewayVersions)}
          >
            {title}
          </span>
        </span>
      ),
    },
    { head: "Format can give", cell: ({ formatCeiling }) => <Grade grade={formatCeiling} /> },
    { head: "Trusted up to", cell: ({ ceiling }) => <Grade grade={ceiling} /> },
    {
      head: "Calls, 30 days",
      className: "text-right",
      cell: ({ source, calls }) => (
        <CallsLink
          calls={calls}
          wanted={[
            ["server", server],
            ["source", source.name],
          ]}
        >
          calls
        </CallsLink>
      ),
    },
    { head: "Named who it ran as", cell: (gateway) => <Named gateway={gateway} /> },
  ];
}

function Grade({ grade }: { grade: Gateway["ceiling"] }) {
  return (
    <span className="flex items-center gap-1.5">
      <EvidenceBars grade={grade} side="ranAs" />
      {grade}
    </span>
  );
}

function Named({ gateway: { named, calls } }: { gateway: Gateway }) {
  if (named === 0) return <span className="text-ink-2">never; a declaration fills the gap</span>;
  if (named === calls) return "on every call";
  return `on ${named.toLocaleString("en")} of ${calls.toLocaleString("en")}`;
}
