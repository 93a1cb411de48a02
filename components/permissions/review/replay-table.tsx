import Link from "next/link";
import type { ReplayItem } from "@/lib/policy/replay/model";
import { routes } from "@/lib/routes";
import { PersonName, PrincipalName } from "../../directory/principal-name";
import { type Column, DataTable } from "../../ui/data-table";
import { InertText } from "../../ui/inert-text";
import { OUTCOME_WORDS } from "./replay-words";

type Range = { from: string; to: string };

/** Flips and doubts by identity and tool, each leading to its calls. */
export function ReplayTable({ items, range }: { items: readonly ReplayItem[]; range: Range }) {
  return (
    <div className="overflow-hidden rounded-md border">
      <DataTable
        label="What the replay found"
        columns={columns(range)}
        rows={items}
        keyOf={(item) =>
          JSON.stringify([
            item.outcome,
            item.caller?.id,
            item.client,
            item.server,
            item.tool,
            item.type,
            item.was,
            item.becomes,
            item.byArguments,
          ])
        }
      />
    </div>
  );
}

function columns(range: Range): readonly Column<ReplayItem>[] {
  return [
    {
      head: "What",
      cell: ({ outcome, was, becomes }) => (
        <span className="grid leading-tight">
          <span className="font-medium">{OUTCOME_WORDS[outcome].name}</span>
          {was !== null && becomes !== null && (
            <span className="text-2xs text-ink-3">
              {was} → {becomes}
            </span>
          )}
        </span>
      ),
    },
    { head: "Who", className: "w-full", cell: (item) => <Who item={item} /> },
    {
      head: "Tool",
      cell: ({ server, tool, type }) => (
        <span className="block max-w-80 truncate font-mono text-xs">
          <InertText text={tool === null ? type : `${server ?? "?"}/${tool}`} spaces />
        </span>
      ),
    },
    { head: "Calls", className: "text-right", cell: (item) => <Calls item={item} range={range} /> },
  ];
}

function Who({ item: { caller, client } }: { item: ReplayItem }) {
  if (caller === null)
    return (
      <span className="text-ink-3">
        nobody that the call names
        {client !== null && (
          <>
            , through <InertText text={client} spaces />
          </>
        )}
      </span>
    );
  const { id, principal, person, name } = caller;
  if (person) return <PersonName person={person} />;
  return (
    <PrincipalName
      principal={{ id, iss: principal?.iss ?? null, sub: principal?.sub ?? null, name }}
    />
  );
}

/** Arguments decide: then the calls are among those that the link shows. */
function Calls({ item, range }: { item: ReplayItem; range: Range }) {
  const { calls, q, byArguments, samples } = item;
  const number = calls === null ? "fewer than 5" : calls.toLocaleString("en");
  if (q === null) return <span className="tabular-nums">{number}</span>;
  const [sample] = samples;
  return (
    <span className="grid justify-items-end leading-tight">
      <Link
        href={routes.calls({ q, from: range.from, to: range.to })}
        prefetch={false}
        className="tabular-nums underline decoration-line-strong underline-offset-2 hover:decoration-ink"
      >
        {number}
        <span className="sr-only"> calls{byArguments ? " and others alike" : ""}</span>
      </Link>
      {sample !== undefined && (
        <Link
          href={routes.calls({ q, from: range.from, to: range.to, call: sample })}
          prefetch={false}
          className="text-2xs text-ink-3 underline decoration-line-strong underline-offset-2 hover:decoration-ink"
        >
          {byArguments ? "one of just these" : "one of them"}
        </Link>
      )}
    </span>
  );
}
