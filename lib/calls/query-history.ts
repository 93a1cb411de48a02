// The queries that a member applied in this browser, newest first. What looks inside payloads is not
// kept: its values may be as secret as the payloads.
import { z } from "zod";
import { parseQuery, QUERY_LENGTH_LIMIT } from "./query-language/parse";
import { payloadTerms } from "./query-language/payload-terms";

const HISTORY_LIMIT = 30;

const historySchema = z.array(z.string().min(1).max(QUERY_LENGTH_LIMIT)).max(HISTORY_LIMIT);

/** What was stored; empty where it cannot be read. */
export function readHistory(stored: string | null): string[] {
  try {
    return historySchema.parse(JSON.parse(stored ?? "[]"));
  } catch {
    // Somebody else's text under our key: a history is no loss.
    return [];
  }
}

/** With the query as the newest; unchanged where it is empty, unreadable or looks inside payloads. */
export function withQuery(history: readonly string[], query: string): readonly string[] {
  const parsed = parseQuery(query);
  if (!parsed.ok || parsed.query.terms.length === 0) return history;
  if (payloadTerms(parsed.query).length > 0) return history;
  return [query, ...history.filter((one) => one !== query)].slice(0, HISTORY_LIMIT);
}
