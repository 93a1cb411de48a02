"use client";
import { markedText } from "@/lib/hostile-text";
import Link from "next/link";
import { toolPath } from "@/lib/policy/edit/matrix-rule";
import type { EffectiveView } from "@/lib/policy/reach/effective-view";
import { routes } from "@/lib/routes";
import { Age } from "../../ui/age";
import { type Column, DataTable } from "../../ui/data-table";
import { InertText } from "../../ui/inert-text";
import { CellAnswer } from "../matrix/cell-face";
import { Answer } from "./above-rules";
import { ThroughRules } from "./through-rules";

type Tool = EffectiveView["tools"][number];
type Identity = EffectiveView["identities"][number];

/** Every tool on which a rule speaks for this identity. */
export function ToolsTable({ view, now }: { view: EffectiveView; now: number }) {
  return (
    <DataTable
      label="Tools that it may use"
      columns={[
        { head: "Tool", className: "min-w-52", cell: (tool) => <ToolLink tool={tool} /> },
        ...shared<Tool>(view, now, (tool) => tool),
      ]}
      rows={view.tools}
      keyOf={({ server, name }) => JSON.stringify([server, name])}
    />
  );
}

/** Everybody for whom a rule speaks of this tool, or who called it. */
export function IdentitiesTable({
  view,
  now,
  tool,
}: {
  view: EffectiveView;
  now: number;
  tool: string;
}) {
  return (
    <DataTable
      label={`Who may use ${tool}`}
      columns={[
        {
          head: "Identity",
          className: "min-w-52",
          cell: ({ subject, name }) => (
            <Link
              href={routes.access({ subject })}
              prefetch={false}
              className="grid w-max max-w-80 grid-cols-[minmax(0,1fr)] leading-tight underline-offset-2 hover:underline"
            >
              <InertText text={name} spaces className="truncate font-medium" />
              <InertText text={subject} spaces className="truncate font-mono text-2xs text-ink-3" />
            </Link>
          ),
        },
        ...shared<Identity>(view, now, () => view),
      ]}
      rows={view.identities}
      keyOf={({ subject }) => subject}
    />
  );
}

function shared<Row extends Tool | Identity>(
  view: EffectiveView,
  now: number,
  heldOf: (row: Row) => Pick<Tool, "held" | "strict">,
): Column<Row>[] {
  return [
    {
      head: "Answer",
      cell: (row) => (
        <Answer held={heldOf(row).held} strict={heldOf(row).strict} blocked={row}>
          {row.cell.state === "unset" ? (
            <span className="text-ink-3">no rule: denied</span>
          ) : (
            <span className="grid min-w-max text-sm leading-tight">
              <CellAnswer cell={row.cell} />
              {row.cell.byAccount && (
                <span className="text-2xs text-ink-3">depends on the account</span>
              )}
            </span>
          )}
        </Answer>
      ),
    },
    {
      head: "Through",
      className: "w-full",
      cell: ({ cell }) => <ThroughRules ids={cell.ruleIds} rules={view.rules} />,
    },
    {
      head: "Calls, 30 days",
      className: "min-w-36 text-right",
      cell: ({ used }) => <Used used={used} />,
    },
    {
      head: "Last used",
      cell: ({ used }) => (
        <Age iso={used ? dayOf(used.last) : null} now={now} never="not in 30 days" />
      ),
    },
  ];
}

function ToolLink({ tool: { id, server, name, risk } }: { tool: Tool }) {
  return (
    <span className="grid w-max max-w-80 grid-cols-[minmax(0,1fr)] leading-tight">
      <Link
        href={routes.access({ tool: toolPath(server, name) })}
        prefetch={false}
        title={markedText(`${server}/${name}`)}
        className="truncate font-mono text-xs underline-offset-2 hover:underline"
      >
        <span className="text-ink-3">
          <InertText text={server} spaces />/
        </span>
        <InertText text={name} spaces />
      </Link>
      <span className="text-2xs text-ink-3">
        {id === null ? (
          "named by a rule, never seen"
        ) : (
          <>
            {risk ?? "not classified"},{" "}
            <Link href={routes.tool(id)} prefetch={false} className="underline">
              in the catalog
            </Link>
          </>
        )}
      </span>
    </span>
  );
}

const SHOWN = 3;

/** How often, and as which downstream identities. */
function Used({ used }: { used: Tool["used"] }) {
  if (used === null) return <span className="text-ink-3 tabular-nums">0</span>;
  const words = used.ranAs.map(
    ({ name, calls }) => `${calls.toLocaleString("en")} as ${name ?? "unknown"}`,
  );
  return (
    <span title={words.map(markedText).join("\n")} className="grid leading-tight tabular-nums">
      <span>{used.calls.toLocaleString("en")}</span>
      {words.slice(0, SHOWN).map((one) => (
        <span key={one} className="max-w-52 truncate text-2xs text-ink-3">
          <InertText text={one} />
        </span>
      ))}
    </span>
  );
}

function dayOf(day: string): string {
  return day.length === 10 ? `${day}T00:00:00Z` : day;
}
