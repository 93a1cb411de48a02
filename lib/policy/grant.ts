// A grant: a rule for one subject and one resource that ends by itself.
import type { Risk } from "../identity/model";
import { ruleIdFor, type WrittenRule } from "./written-rule";

const HOUR_MS = 3_600_000;
const DAYS = 30;
const HOURS = 8;

/** Null: the risk is not known yet. `now` is in milliseconds since the epoch; ends on a whole minute. */
export function defaultEnd(risk: Risk | null, now: number): { until: string; words: string } {
  const isShort = risk === "destructive";
  const ms = isShort ? HOURS * HOUR_MS : DAYS * 24 * HOUR_MS;
  const minute = Math.ceil((now + ms) / 60_000) * 60_000;
  return {
    until: `${new Date(minute).toISOString().slice(0, 16)}:00Z`,
    words: isShort ? `${HOURS} hours, because it counts as destructive` : `${DAYS} days`,
  };
}

/** `until` left out: for ever. */
export function grantRule(
  {
    subject,
    resource,
    until,
    reason,
  }: { subject: string; resource: string; until: string | undefined; reason: string },
  taken: ReadonlySet<string>,
): WrittenRule {
  const what = resource.replace(/^tool:/, "");
  return {
    id: ruleIdFor(`grant ${subject} ${what}`, taken),
    name: `Grant: ${subject} may use ${what}`,
    origin: "grant",
    subjects: [subject],
    resources: [resource],
    effect: "allow",
    ...(until !== undefined && { until }),
    ...(reason !== "" && { reason }),
  };
}
