// A query that looks inside payloads is a look: only with `payload:read`, and recorded.
import { z } from "zod";
import { actorName, command, type CommandContext } from "../access/command";
import { DomainError } from "../errors";
import type { Query } from "./query-language/model";
import { payloadTerms } from "./query-language/payload-terms";
import { printQuery } from "./query-language/print";

const input = z.object({ q: z.string(), from: z.string().nullable(), to: z.string().nullable() });

const recordSearch = command({
  action: "payload.searched",
  needs: "payload:read",
  input,
  run: async () => undefined,
  audit: (details) => ({ subject: "calls", details }),
});

/**
 * Refuses (`forbidden`, with the place) or records a search inside payloads; other queries pass. The
 * same search of the same actor is recorded once in ten minutes, so its further pages are part of it.
 */
export async function admitPayloadSearch(
  context: CommandContext,
  query: Query,
  range: { from?: string | undefined; to?: string | undefined },
): Promise<void> {
  const [first] = payloadTerms(query);
  if (!first) return;
  const { actor } = context;
  if (actor.kind === "member" && !actor.viewer.permissions.has("payload:read")) {
    const { from, to } = first.at ?? { from: 0, to: 0 };
    const asked = printQuery({ terms: [first] });
    const message = `${asked} looks inside payloads, which needs the permission payload:read (characters ${from} to ${to})`;
    throw new DomainError("forbidden", `q: ${message}.`, { fields: [{ path: "q", message }] });
  }
  const details = { q: printQuery(query), from: range.from ?? null, to: range.to ?? null };
  if (!(await wasRecorded(context, details))) await recordSearch(context, details);
}

async function wasRecorded(
  { pool: { sql }, actor }: CommandContext,
  details: z.infer<typeof input>,
): Promise<boolean> {
  const rows = await sql`
    SELECT FROM admin_log
    WHERE action = 'payload.searched' AND actor = ${actorName(actor)}
      AND at > now() - interval '10 minutes'
      AND details @> ${JSON.stringify(details)}::text::jsonb
    LIMIT 1`;
  return rows.length > 0;
}
