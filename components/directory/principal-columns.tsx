import type { PrincipalView } from "@/lib/identity/directory-views";
import type { Column } from "../ui/data-table";
import { CallsLink } from "./calls-link";
import { PrincipalName } from "./principal-name";

/** Who it is; takes the room that the others leave. */
export const principalColumn: Column<PrincipalView> = {
  head: "Principal",
  cell: (one) => <PrincipalName principal={one} />,
  className: "w-full",
};

/** How many calls it made, as a link to them. */
export function callsColumn(head: string): Column<PrincipalView> {
  return {
    head,
    className: "text-right",
    cell: (one) => (
      <CallsLink calls={one.callsAsCaller} wanted={[["caller", pairOf(one)]]}>
        calls as caller
      </CallsLink>
    ),
  };
}

/** How many calls ran as it, as a link to them. */
export function ranAsColumn(head: string): Column<PrincipalView> {
  return {
    head,
    className: "text-right",
    cell: (one) => (
      <CallsLink calls={one.callsAsRanAs} wanted={[["ranas", pairOf(one)]]}>
        calls that ran as it
      </CallsLink>
    ),
  };
}

/** What names the principal in a query, and nobody else. */
function pairOf({ id, iss, sub }: PrincipalView): string {
  return iss === null || sub === null || iss.includes("|") ? id : `${iss}|${sub}`;
}
