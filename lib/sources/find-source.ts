import { and, eq, or } from "drizzle-orm";
import type { Db } from "../../db/client";
import { source } from "../../db/schema/directory";
import { DomainError } from "../errors";
import type { Source } from "./model";

/** The source of this name or `src_…` id. Throws `not_found`. */
export async function findSource(db: Db, nameOrId: string): Promise<Source> {
  // No source has it, and PostgreSQL refuses to look for it.
  const asked = nameOrId.includes("\0") ? "" : nameOrId;
  const [found] = await db
    .select()
    .from(source)
    .where(and(or(eq(source.publicId, asked), eq(source.name, asked)), eq(source.isSystem, false)));
  if (!found) throw new DomainError("not_found", "There is no such source.");
  return found;
}
