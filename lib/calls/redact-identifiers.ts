import type { CallRecord } from "./model";
import type { Redaction } from "./redact";
import { mayHoldSecret } from "./redact/may-hold-secret";
import { redactText } from "./redact/redact-text";

/** These go into payload parts, which are redacted as wholes, key names included. */
const IN_PARTS = new Set([
  "/tool/arguments",
  "/result",
  "/network",
  "/labels",
  "/outcome/message",
  "/authorization/reason",
]);

/** Their last names; nothing else of a record is called so. */
const CONTENT_NAMES = new Set([...IN_PARTS].map((path) => path.slice(path.lastIndexOf("/") + 1)));

/**
 * The record without token shapes in its names and ids (a subject, a tool, a session), which go
 * into the envelope and the dimensions. Key names say nothing there: `token` holds facts.
 */
export function redactIdentifiers(
  record: CallRecord,
  mac: (text: string) => string,
): { record: CallRecord; redactions: Redaction[] } {
  const redactions: Redaction[] = [];
  if (!mayHoldSecrets(record)) return { record, redactions };
  const clean = <T>(value: T, path: string): T => {
    if (IN_PARTS.has(path) || value === null) return value;
    if (typeof value === "string") {
      const { text, rules } = redactText(value, mac);
      redactions.push(...rules.map((rule) => ({ part: "envelope", path, rule })));
      return rules.length === 0 ? value : (text as T & string);
    }
    if (typeof value !== "object") return value;
    const entries = Object.entries(value);
    const cleaned = entries.map(([key, member]) => [key, clean(member, `${path}/${key}`)] as const);
    const changed = cleaned.some(([, member], n) => member !== entries[n]?.[1]);
    if (!changed) return value;
    return (
      Array.isArray(value) ? cleaned.map(([, one]) => one) : Object.fromEntries(cleaned)
    ) as T;
  };
  return { record: clean(record, ""), redactions };
}

/** Most records hold none: asked first, without building a path for every member. */
function mayHoldSecrets(value: unknown): boolean {
  if (typeof value === "string") return mayHoldSecret(value);
  if (typeof value !== "object" || value === null) return false;
  for (const [key, member] of Object.entries(value)) {
    if (!CONTENT_NAMES.has(key) && mayHoldSecrets(member)) return true;
  }
  return false;
}
