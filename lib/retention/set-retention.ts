import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { actorName, command } from "../access/command";
import { DomainError } from "../errors";
import {
  kindOf,
  type RetentionChange,
  retentionChange,
  type RetentionKind,
  retentionKindSchema,
} from "./model";

/**
 * Says how long a kind is kept; workers act on it within seconds. Throws `conflict` where somebody
 * changed it since it was read, and `invalid` for days out of bounds or a shortening that does not
 * name the kind.
 */
export const setRetention = command({
  action: "retention.changed",
  needs: "retention:write",
  input: retentionChange,
  run: async (tx, change, { actor }) => {
    const settings = await lockSettings(tx);
    const before = settings.get(change.kind);
    if (before === undefined) throw new Error(`the retention of ${change.kind} is missing`);
    if (before.version !== change.version) {
      const message = `Somebody changed this meanwhile: it is ${before.days} days now. Read it again.`;
      throw new DomainError("conflict", message);
    }
    checkDays(change, new Map([...settings].map(([kind, { days }]) => [kind, days])));
    if (change.days < before.days && change.confirm !== change.kind) {
      throw refused("confirm", `Fewer days remove data for good: repeat the name, ${change.kind}.`);
    }
    await tx.execute(sql`
      UPDATE retention SET days = ${change.days}, version = version + 1,
        changed_by = ${actorName(actor)}, changed_at = now(), reason = ${change.reason}
      WHERE kind = ${change.kind}`);
    if (change.kind === "quarantine") {
      await tx.execute(sql`
        UPDATE quarantine SET expires_at = last_received_at + make_interval(days => ${change.days})`);
    }
    return { before: before.days, version: before.version + 1 };
  },
  audit: ({ kind, days, reason }, { before }) => ({
    subject: kind,
    details: { before, after: days, reason },
  }),
});

const settingsSchema = z.array(
  z.object({ kind: retentionKindSchema, days: z.number(), version: z.number() }),
);

/** All of them: the bounds of one are the days of another. */
async function lockSettings(tx: Db) {
  const rows = await tx.execute(sql`
    SELECT kind, days, version FROM retention ORDER BY kind FOR UPDATE`);
  return new Map(settingsSchema.parse([...rows]).map((row) => [row.kind, row]));
}

/** Throws `invalid` with the reason. */
function checkDays(
  { kind, days }: Pick<RetentionChange, "kind" | "days">,
  settings: ReadonlyMap<RetentionKind, number>,
): void {
  const { min, max, within, title } = kindOf(kind);
  if (days < min || days > max) {
    throw refused("days", `${title} are kept between ${min} and ${max.toLocaleString("en")} days.`);
  }
  if (days === settings.get(kind)) throw refused("days", `It is ${days} days already.`);
  const outer = within && settings.get(within);
  if (outer !== undefined && days > outer) {
    throw refused("days", `${title} cannot outlive the calls, which are kept ${outer} days.`);
  }
  for (const inner of retentionKindSchema.options) {
    const innerDays = settings.get(inner) ?? 0;
    if (kindOf(inner).within !== kind || innerDays <= days) continue;
    const what = kindOf(inner).title;
    throw refused("days", `${what} are kept ${innerDays} days and cannot outlive the calls.`);
  }
}

function refused(path: string, message: string): DomainError {
  return new DomainError("invalid", message, { fields: [{ path, message }] });
}
