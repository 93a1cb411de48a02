import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { principal } from "../../db/schema/directory";
import { randomId } from "../ids";
import type { PrincipalRef } from "./model";

/** The principal's row, made where no call and no entry named it before. A name given is kept. */
export async function ensurePrincipal(tx: Db, ref: PrincipalRef, name?: string | undefined) {
  await tx
    .insert(principal)
    .values({ publicId: randomId("prn"), iss: ref.iss, sub: ref.sub, name: name ?? null })
    .onConflictDoUpdate({
      target: [principal.iss, principal.sub],
      set: { name: sql`coalesce(${name ?? null}, ${principal.name})` },
    });
  const [found] = await tx
    .select({
      id: principal.id,
      publicId: principal.publicId,
      personId: principal.personId,
      isService: principal.isService,
      isTrustedActor: principal.isTrustedActor,
    })
    .from(principal)
    .where(and(eq(principal.iss, ref.iss), eq(principal.sub, ref.sub)));
  if (!found) throw new Error("the principal vanished");
  return found;
}
