"use client";
import type { ToolDetail } from "@/lib/catalog/detail-view";
import { SectionHead } from "../directory/section-head";
import { Ago } from "../ui/ago";
import { type Column, DataTable } from "../ui/data-table";
import { InertText } from "../ui/inert-text";
import { Fingerprint } from "./fingerprint";
import { CHANGE_WORDS } from "./words";

type Change = ToolDetail["history"][number];
type Definition = ToolDetail["definitions"][number];

/** What happened to the tool, and every definition that it had. */
export function ToolHistory({ tool, now }: { tool: ToolDetail; now: number }) {
  return (
    <>
      <SectionHead title="History" />
      {tool.history.length === 0 ? (
        <p className="px-3 pb-3 text-sm text-ink-3 md:px-4">Nothing yet.</p>
      ) : (
        <DataTable
          label="History"
          columns={changeColumns(now)}
          rows={tool.history}
          keyOf={({ at, what, sha256, eventId }) => `${at} ${what} ${sha256} ${eventId}`}
        />
      )}
      {tool.definitions.length > 0 && (
        <>
          <SectionHead
            title="Definitions"
            lead="Each that it had, the newest first, by its fingerprint: SHA-256 of the canonical JSON of name, description and schemas."
          />
          <DataTable
            label="Definitions"
            columns={definitionColumns(tool, now)}
            rows={tool.definitions}
            keyOf={({ sha256 }) => sha256}
          />
        </>
      )}
    </>
  );
}

function changeColumns(now: number): readonly Column<Change>[] {
  return [
    { head: "When", cell: ({ at }) => <Ago iso={at} now={now} className="text-ink-2" /> },
    {
      head: "What",
      className: "w-full",
      cell: ({ what, to, from, reason }) => (
        <span className="grid min-w-48 leading-tight whitespace-normal">
          <span>
            {CHANGE_WORDS[what]}
            {from !== to && what !== "allowed" && what !== "blocked" && (
              <span className="text-ink-3"> and is {to}</span>
            )}
          </span>
          {reason !== null && (
            <InertText text={reason} spaces className="text-xs wrap-anywhere text-ink-2" />
          )}
        </span>
      ),
    },
    {
      head: "By",
      cell: ({ by, source }) => (
        <InertText
          text={by === "system" ? (source?.name ?? "this program") : by.replace(/^member:/, "")}
          className="block max-w-48 truncate text-xs text-ink-2"
        />
      ),
    },
    { head: "Definition", cell: ({ sha256 }) => <Fingerprint sha256={sha256} /> },
  ];
}

const SEEN_IN = { list: "a list", call: "a call", import: "an import" } as const;

function definitionColumns(tool: ToolDetail, now: number): readonly Column<Definition>[] {
  return [
    { head: "Fingerprint", cell: ({ sha256 }) => <Fingerprint sha256={sha256} /> },
    {
      head: "Which",
      className: "w-full",
      cell: ({ sha256 }) =>
        [sha256 === tool.sha256 && "seen last", sha256 === tool.reviewedSha256 && "reviewed"]
          .filter(Boolean)
          .join(", "),
    },
    { head: "First seen", cell: ({ firstSeenAt }) => <Ago iso={firstSeenAt} now={now} /> },
    { head: "Last seen", cell: ({ lastSeenAt }) => <Ago iso={lastSeenAt} now={now} /> },
    {
      head: "First in",
      cell: ({ seenIn, source }) => (
        <span className="text-xs text-ink-2">
          {SEEN_IN[seenIn]}
          {source && (
            <>
              {" of "}
              <InertText text={source.name} />
            </>
          )}
        </span>
      ),
    },
    {
      head: "Bytes",
      className: "text-right tabular-nums",
      cell: ({ bytes, kept }) =>
        bytes === null ? "–" : `${bytes.toLocaleString("en")}${kept ? "" : ", not kept"}`,
    },
  ];
}
