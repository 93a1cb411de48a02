// Rules that end soon: told a day and an hour before, once each.
import { desc } from "drizzle-orm";
import type { Pool } from "../../db/client";
import { policyVersion } from "../../db/schema/policy";
import type { Rule } from "../policy/model";
import { readPolicy } from "../policy/read-policy";
import { enqueue } from "./enqueue";
import { expiryNotice } from "./notices";

const HOUR_MS = 3_600_000;
const BEFORE = [
  { name: "hour", ms: HOUR_MS },
  { name: "day", ms: 24 * HOUR_MS },
] as const;

/** Which message is due for a rule; one that is a day too short to warn a day before is told at once. */
export function dueFor({ enabled, until }: Rule, now: number): "day" | "hour" | null {
  if (!enabled || until === undefined) return null;
  const left = Date.parse(until) - now;
  if (left <= 0) return null;
  return BEFORE.find(({ ms }) => left <= ms)?.name ?? null;
}

/** The returned function looks at the version in force; the document is read once a version. */
export function expiryTeller(pool: Pool): (now?: number) => Promise<number> {
  let held: { number: number; rules: Rule[] } = { number: 0, rules: [] };
  return async (now = Date.now()) => {
    const [newest] = await pool.db
      .select({ number: policyVersion.number })
      .from(policyVersion)
      .orderBy(desc(policyVersion.number))
      .limit(1);
    if (!newest) return 0;
    if (newest.number !== held.number) held = await readEnding(pool, newest.number);
    const due = held.rules.flatMap((rule) => {
      const before = dueFor(rule, now);
      return before === null || rule.until === undefined
        ? []
        : [{ rule, before, until: rule.until }];
    });
    await pool.db.transaction(async (tx) => {
      for (const { rule, before, until } of due) {
        await enqueue(tx, {
          event: "rule.ending",
          dedupeKey: `ending/${rule.id}/${new Date(until).toISOString()}/${before}`,
          message: expiryNotice({ rule, until, now }),
        });
      }
    });
    return due.length;
  };
}

async function readEnding(pool: Pool, number: number) {
  const [row] = await pool.db
    .select({ number: policyVersion.number, document: policyVersion.document })
    .from(policyVersion)
    .orderBy(desc(policyVersion.number))
    .limit(1);
  const read = readPolicy(row?.document ?? "");
  const rules = read.ok ? read.policy.rules.filter(({ until }) => until !== undefined) : [];
  return { number: row?.number ?? number, rules };
}
