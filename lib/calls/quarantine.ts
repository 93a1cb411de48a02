import type postgres from "postgres";
import type { Keys } from "../secrets/keys";
import { readDays } from "../retention/read-days";
import { redact } from "./redact";

/** Something that could not be read, kept with its reason until somebody looks at it. */
export type QuarantineEntry = {
  format: string;
  reason: string;
  /** Where it stood: `item 3`, or file and byte offset. */
  position: string;
  eventId: string | undefined;
  /** As received: a JSON value, or text that is no JSON. */
  content: unknown;
};

/** Stores entries redacted and encrypted; the same content of a source is kept once and counted. */
export async function storeQuarantine(
  tx: postgres.TransactionSql,
  keys: Keys,
  sourceId: number,
  entries: readonly QuarantineEntry[],
): Promise<void> {
  const known = await macsOfEarlierSecrets(tx, keys, sourceId, entries);
  const rows = entries.map((entry) => {
    const text = asText(entry.content);
    const earlier = keys.earlierDedupeMacs(text).map((mac) => mac.toString("hex"));
    const clean = redact(entry.content, "raw", keys.redactionMac).value;
    return {
      format: entry.format,
      reason: storable(entry.reason),
      position: storable(entry.position),
      event_id: entry.eventId === undefined ? undefined : storable(entry.eventId).slice(0, 128),
      content_mac: earlier.find((mac) => known.has(mac)) ?? keys.dedupeMac(text).toString("hex"),
      ciphertext: keys
        .encrypt(Buffer.from(asText(clean)), quarantineContext(sourceId))
        .toString("base64"),
    };
  });
  await tx`
    INSERT INTO quarantine (source_id, format, reason, position, event_id, content_mac, ciphertext,
                            received_at, last_received_at, expires_at, times)
    SELECT ${sourceId}, min(format), min(reason), min(position), min(event_id),
           decode(content_mac, 'hex'), decode(min(ciphertext), 'base64'), now(), now(),
           now() + make_interval(days => ${await readDays(tx, "quarantine")}), count(*)
    FROM json_to_recordset(${JSON.stringify(rows)}::text::json) AS r(
      format text, reason text, position text, event_id text, content_mac text, ciphertext text)
    GROUP BY content_mac ORDER BY content_mac
    ON CONFLICT (source_id, content_mac) DO UPDATE SET
      times = quarantine.times + excluded.times, last_received_at = excluded.last_received_at,
      expires_at = excluded.expires_at, reason = excluded.reason`;
}

/** What is in quarantine since before a rotation and comes again, so that it is counted there. */
async function macsOfEarlierSecrets(
  tx: postgres.TransactionSql,
  keys: Keys,
  sourceId: number,
  entries: readonly QuarantineEntry[],
): Promise<Set<string>> {
  const macs = entries.flatMap(({ content }) => keys.earlierDedupeMacs(asText(content)));
  if (macs.length === 0) return new Set();
  const rows = await tx<{ mac: string }[]>`
    SELECT encode(q.content_mac, 'hex') AS mac
    FROM unnest(${macs.map((mac) => mac.toString("hex"))}::text[]) AS w(mac)
    JOIN quarantine q ON q.source_id = ${sourceId} AND q.content_mac = decode(w.mac, 'hex')`;
  return new Set(rows.map(({ mac }) => mac));
}

/** Binds a ciphertext to its source. */
export function quarantineContext(sourceId: number): string {
  return `quarantine/${sourceId}`;
}

function asText(content: unknown): string {
  return typeof content === "string" ? content : JSON.stringify(content);
}

/** PostgreSQL's text holds no NUL and no lone surrogate. */
function storable(text: string): string {
  return text.replaceAll("\0", "\u{fffd}").toWellFormed();
}
