import type { Pool } from "../../db/client";
import type { Env } from "../env";
import { passkeysSchema, SEASONED_AFTER_MS } from "./model";
import { whyImpossible } from "./relying-party";

/** The passkeys of a member that were not removed, oldest first. */
export async function listPasskeys({ sql }: Pool, { url }: Pick<Env, "url">, memberId: string) {
  const items = await sql`
    SELECT id, name, to_json(created_at) AS "createdAt", to_json(last_used_at) AS "lastUsedAt",
      device_bound AS "deviceBound",
      to_json(created_at + ${SEASONED_AFTER_MS} * interval '1 millisecond') AS "seasonedAt"
    FROM member_passkey WHERE member_id = ${memberId} AND removed_at IS NULL
    ORDER BY created_at, id`;
  return passkeysSchema.parse({ items, next: null, impossible: whyImpossible(url) });
}
