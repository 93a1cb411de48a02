"use client";
import { identityValue } from "@/lib/calls/filters";
import type { ToolDetail } from "@/lib/catalog/detail-view";
import { CallsLink, type Wanted } from "../directory/calls-link";
import { PersonName, PrincipalName } from "../directory/principal-name";
import { SectionHead } from "../directory/section-head";
import { type Column, DataTable } from "../ui/data-table";
import { fullName } from "./tool-columns";

type Caller = ToolDetail["callers"][number];

/** Who called it in the last 30 days; each count opens those calls. */
export function ToolCallers({ tool }: { tool: ToolDetail }) {
  const shown = tool.callers.length;
  return (
    <>
      <SectionHead
        title="Who called it"
        lead={
          shown < tool.people
            ? `In the last 30 days: the ${shown} who did most, of ${tool.people.toLocaleString("en")}.`
            : "In the last 30 days."
        }
      />
      {shown === 0 ? (
        <p className="px-3 pb-3 text-sm text-ink-3 md:px-4">
          Nobody called it, or nobody that its calls name.
        </p>
      ) : (
        <DataTable
          label="Who called it"
          columns={columns(fullName(tool))}
          rows={tool.callers}
          keyOf={({ principal }) => principal.id}
        />
      )}
    </>
  );
}

function columns(tool: string): readonly Column<Caller>[] {
  return [
    {
      head: "Caller",
      className: "w-full",
      cell: ({ person, principal }) =>
        person ? <PersonName person={person} /> : <PrincipalName principal={principal} />,
    },
    {
      head: "Calls, 30 days",
      className: "text-right",
      cell: (caller) => (
        <CallsLink calls={caller.calls} wanted={[["tool", tool], ...who(caller)]}>
          calls
        </CallsLink>
      ),
    },
  ];
}

function who({ person, principal: { id, iss, sub, name } }: Caller): Wanted {
  const principal = iss === null || sub === null ? null : { iss, sub };
  return [["caller", identityValue({ id, person, principal, name, email: null })]];
}
