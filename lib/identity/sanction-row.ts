// A sanction as an admin gives it, and the columns that it becomes.
import type { Db } from "../../db/client";
import { DomainError } from "../errors";
import type { DirectoryRow } from "./directory-rows";
import type { Sanction } from "./model";
import { sanctionedCredential } from "./sanctioned-credential";

type SanctionRow = DirectoryRow<"sanctions">;

/**
 * Columns that sanctions and their proposals share. Throws `invalid` where it ends before it begins,
 * or names a credential by what would cover nothing.
 */
export async function sanctionColumns(tx: Db, row: SanctionRow, now = new Date()) {
  const from = row.from ?? now.toISOString();
  if (Date.parse(row.until) <= Date.parse(from)) {
    throw new DomainError("invalid", "until: must lie after from");
  }
  return {
    ranAs: await ranAs(tx, row),
    tools: row.tools,
    callers: row.callers,
    owner: row.owner,
    reason: row.reason,
    ticket: row.ticket ?? null,
    activeFrom: from,
    activeUntil: row.until,
  };
}

async function ranAs(tx: Db, row: SanctionRow): Promise<Sanction["ranAs"]> {
  if (row.ran_as_person !== undefined) return { person: row.ran_as_person };
  if (row.ran_as_credential !== undefined) {
    return { credential: await sanctionedCredential(tx, row.ran_as_credential) };
  }
  return { iss: row.ran_as_iss ?? "", sub: row.ran_as_sub ?? "" };
}
