// A sanction as an admin gives it, and the columns that it becomes.
import { DomainError } from "../errors";
import type { DirectoryRow } from "./directory-rows";
import type { Sanction } from "./model";

type SanctionRow = DirectoryRow<"sanctions">;

/** Columns that sanctions and their proposals share. Throws `invalid` where it ends before it begins. */
export function sanctionColumns(row: SanctionRow, now = new Date()) {
  const from = row.from ?? now.toISOString();
  if (Date.parse(row.until) <= Date.parse(from)) {
    throw new DomainError("invalid", "until: must lie after from");
  }
  return {
    ranAs: ranAs(row),
    tools: row.tools,
    callers: row.callers,
    owner: row.owner,
    reason: row.reason,
    ticket: row.ticket ?? null,
    activeFrom: from,
    activeUntil: row.until,
  };
}

function ranAs(row: SanctionRow): Sanction["ranAs"] {
  if (row.ran_as_person !== undefined) return { person: row.ran_as_person };
  if (row.ran_as_credential !== undefined) return { credential: row.ran_as_credential };
  return { iss: row.ran_as_iss ?? "", sub: row.ran_as_sub ?? "" };
}
