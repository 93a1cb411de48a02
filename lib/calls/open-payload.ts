import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { command } from "../access/command";
import { DomainError } from "../errors";
import type { Keys } from "../secrets/keys";
import { formatInstant } from "./instants";
import { type CallKey, decodeCallId } from "./public-id";
import { rawContext } from "./store-batch";
import type { CallPayload } from "./view";

const PARTS = ["arguments", "result", "network", "raw"] as const;

export const openPayloadInput = z.object({
  id: z.string(),
  parts: z
    .array(z.enum(PARTS))
    .min(1)
    .default([...PARTS]),
});

type Row = {
  batch_id: string;
  batch_pos: number;
  arguments: string | null;
  result: string | null;
  network: string | null;
  ciphertext: Buffer | null;
};

/**
 * Opens parts of a call: `payload:read`, and every look is an admin-log record in the transaction
 * that read it. A part that was erased, has expired or was not asked for is null.
 */
export const openPayload = (keys: Keys) =>
  command({
    action: "payload.opened",
    needs: "payload:read",
    input: openPayloadInput,
    run: async (tx, { id, parts }): Promise<CallPayload> => {
      const key = decodeCallId(id);
      const [row] = key === null ? [] : await read(tx, key);
      if (!row) throw new DomainError("not_found", "There is no such call.");
      const asked = (part: (typeof PARTS)[number]) => parts.includes(part);
      const raw =
        row.ciphertext && asked("raw")
          ? keys.decrypt(row.ciphertext, rawContext(row.batch_id, row.batch_pos)).toString("utf8")
          : null;
      return {
        arguments: asked("arguments") ? row.arguments : null,
        result: asked("result") ? row.result : null,
        network: asked("network") ? row.network : null,
        raw,
      };
    },
    audit: ({ id, parts }) => ({ subject: id, details: { parts } }),
  });

// In the transaction: a second connection of the pool might never come while all are held.
const read = (tx: Db, key: CallKey) =>
  tx.execute<Row>(sql`
  SELECT c.batch_id, c.batch_pos, p.arguments, p.result, p.network, r.ciphertext
  FROM call c
  LEFT JOIN payload p ON p.occurred_at = c.occurred_at AND p.batch_id = c.batch_id
                     AND p.batch_pos = c.batch_pos
  LEFT JOIN payload_raw r ON r.occurred_at = c.occurred_at AND r.batch_id = c.batch_id
                         AND r.batch_pos = c.batch_pos
  WHERE c.occurred_at = ${formatInstant(key.at)} AND c.source_id = ${key.sourceId}
    AND c.event_id = ${key.eventId}`);
