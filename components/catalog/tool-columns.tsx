"use client";
import Link from "next/link";
import type { ToolView } from "@/lib/catalog/model";
import { routes } from "@/lib/routes";
import { CallsLink } from "../directory/calls-link";
import { Ago } from "../ui/ago";
import type { Column } from "../ui/data-table";
import { InertText } from "../ui/inert-text";
import { StateLabel } from "./state-label";
import { NO_RISK, RISK_WORDS } from "./words";

/** The tool by name, leading to its page; with the server where rows of several stand together. */
export function toolColumn(withServer: boolean): Column<ToolView> {
  return {
    head: "Tool",
    className: "w-full",
    cell: ({ id, server, name }) => (
      <Link
        href={routes.tool(id)}
        prefetch={false}
        className="flex w-max max-w-56 font-mono text-xs underline-offset-2 hover:underline sm:max-w-md"
      >
        {withServer && server !== null && (
          <span className="max-w-1/2 shrink-0 truncate text-ink-3">
            <InertText text={server} spaces />/
          </span>
        )}
        <InertText text={name} spaces className="truncate font-medium" />
      </Link>
    ),
  };
}

export const stateColumn: Column<ToolView> = {
  head: "State",
  cell: (tool) => <StateLabel tool={tool} />,
};

export const riskColumn: Column<ToolView> = {
  head: "Risk",
  cell: ({ risk }) =>
    risk === null ? <span className="text-ink-3">{NO_RISK}</span> : RISK_WORDS[risk],
};

export const usageColumns: readonly Column<ToolView>[] = [
  {
    head: "Calls, 30 days",
    className: "text-right",
    cell: ({ server, name, calls }) => (
      <CallsLink calls={calls} wanted={[["tool", fullName({ server, name })]]}>
        calls
      </CallsLink>
    ),
  },
  {
    head: "Callers",
    className: "text-right tabular-nums",
    cell: ({ people }) => <span className={people === 0 ? "text-ink-3" : ""}>{people}</span>,
  },
];

/** When it came into its state. */
export function sinceColumn(now: number): Column<ToolView> {
  return {
    head: "Since",
    cell: ({ stateSince }) =>
      stateSince === null ? "–" : <Ago iso={stateSince} now={now} className="text-ink-2" />,
  };
}

export function fullName({ server, name }: Pick<ToolView, "server" | "name">): string {
  return server === null ? name : `${server}/${name}`;
}
