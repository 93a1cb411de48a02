import Link from "next/link";
import type { PolicyVersionView } from "@/lib/policy/view";
import { routes } from "@/lib/routes";
import { Age } from "../../ui/age";
import { type Column, DataTable } from "../../ui/data-table";
import { InertText } from "../../ui/inert-text";
import { ActorName, ActorNames } from "../actor-name";
import { VersionMarks } from "./version-marks";

type Row = PolicyVersionView & { isInForce: boolean };

/** Versions with who, when and why, and what was out of the ordinary. */
export function VersionsTable({
  versions,
  inForce,
  now,
}: {
  versions: readonly PolicyVersionView[];
  /** The number of the one in force, where it is among these. */
  inForce: number | null;
  now: number;
}) {
  const rows = versions.map((one) => ({ ...one, isInForce: one.number === inForce }));
  return (
    <DataTable
      label="Versions"
      columns={columns(now)}
      rows={rows}
      keyOf={({ number }) => String(number)}
    />
  );
}

function columns(now: number): readonly Column<Row>[] {
  return [
    {
      head: "Version",
      cell: ({ number, contentHash, isInForce }) => (
        <span className="grid leading-tight">
          <Link
            href={routes.version(number)}
            prefetch={false}
            title={`SHA-256 of what it says: ${contentHash}`}
            className="font-medium underline-offset-2 hover:underline"
          >
            Version {number}
          </Link>
          {isInForce && <span className="text-2xs font-medium">in force</span>}
        </span>
      ),
    },
    {
      head: "Why",
      className: "w-full",
      cell: (version) => (
        <span className="grid max-w-[60ch] min-w-44 gap-0.5 leading-tight whitespace-normal wrap-anywhere">
          <span className="line-clamp-2">
            <InertText text={version.reason} />
          </span>
          <VersionMarks version={version} />
        </span>
      ),
    },
    {
      head: "Written by",
      cell: ({ author }) => (
        <span className="block max-w-60 truncate">
          <ActorNames names={author.split(", ")} />
        </span>
      ),
    },
    {
      head: "Published",
      cell: ({ publishedAt, publishedBy }) => (
        <span className="grid leading-tight">
          <Age iso={publishedAt} now={now} />
          {publishedBy !== null && (
            <span className="w-max max-w-52 truncate text-2xs text-ink-3">
              <ActorName name={publishedBy} />
            </span>
          )}
        </span>
      ),
    },
  ];
}
