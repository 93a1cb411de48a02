// Approvals as rows of a list: one statement for the page, the card and the inbox.
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { fromJson } from "./from-json";
import { REPORT_MINUTES, termsSchema } from "./model";
import { SENTENCE, SENTENCE_JOINS } from "./read-sentence";
import { type ApprovalView, approvalView } from "./view";
import type { ViewerScope } from "./viewer-scope";

/** As the API shows an identity; null where the join found none. */
export const identity = (principal: SQL, person: SQL) => sql`
  CASE WHEN ${principal}.id IS NOT NULL THEN json_build_object('id', ${principal}.public_id,
    'principal', CASE WHEN ${principal}.iss IS NOT NULL
      THEN json_build_object('iss', ${principal}.iss, 'sub', ${principal}.sub) END,
    'person', CASE WHEN ${person}.id IS NOT NULL
      THEN json_build_object('id', ${person}.slug, 'name', ${person}.name) END,
    'name', ${principal}.name, 'email', ${principal}.email) END`;

const at = (column: SQL) => sql`to_json(${column})#>>'{}'`;

/** By the clock of the database, whether or not the worker wrote it down. */
export const STATE = sql`approval_state(a.state, a.decide_until, a.use_until)`;

/** The column itself first: only that has an index, which is in the order of the list. */
export const PENDING = sql`a.state = 'pending' AND ${STATE} = 'pending'`;

/** Whether it is addressed to the viewer; selectors are compared exactly. */
export const addressedTo = ({ selectors }: ViewerScope): SQL =>
  sql`a.addressed && ${fromJson(selectors)}`;

export type Position = { key: string; id: string };
const row = z.object({
  item: z.record(z.string(), z.unknown()),
  terms: z.string(),
  key: z.string(),
});

/** `page` selects ids in the order of the list, with the key that it is ordered by. */
export async function readApprovals(
  db: Pick<Db, "execute">,
  page: SQL,
  viewer: ViewerScope,
): Promise<{ view: ApprovalView; position: Position }[]> {
  const rows = await db.execute(sql`
    WITH page AS (${page})
    SELECT a.terms, page.key, json_build_object('id', a.id, 'state', ${STATE},
      'sentence', ${SENTENCE}, 'source', json_build_object('id', s.public_id, 'name', s.name),
      'caller', ${identity(sql`caller`, sql`caller_person`)},
      'ranAs', ${identity(sql`ran_as`, sql`ran_as_person`)},
      'client', e.client, 'resource', e.resource, 'action', e.action, 'runAs', e.run_as,
      'server', e.server, 'tool', CASE WHEN e.server IS NOT NULL THEN e.tool END, 'risk', t.risk,
      'catalogTool', (SELECT c.tool_id::text FROM catalog_tool c WHERE c.tool_id = t.id),
      'verdict', a.verdict, 'relation', a.relation, 'requestedAt', ${at(sql`a.requested_at`)},
      'decideUntil', ${at(sql`a.decide_until`)}, 'approvedAt', ${at(sql`a.approved_at`)},
      'useUntil', ${at(sql`a.use_until`)}, 'settledAt', ${at(sql`a.settled_at`)},
      'reason', a.reason, 'breakGlass', a.break_glass,
      'reviewOpen', a.break_glass AND a.reviewed_at IS NULL,
      'given', (SELECT count(*) FROM approval_vote v
                WHERE v.approval_id = a.id AND v.choice = 'approve'),
      'mine', (SELECT v.choice FROM approval_vote v
               WHERE v.approval_id = a.id AND v.member_id = ${viewer.memberId}),
      'toMe', ${addressedTo(viewer)},
      'unreported', coalesce(a.used_at < now() - make_interval(mins => ${REPORT_MINUTES})
        AND NOT EXISTS (SELECT 1 FROM approval_run r WHERE r.approval_id = a.id), false),
      'passedOver', EXISTS (SELECT 1 FROM approval_skipped k WHERE k.approval_id = a.id
        AND k.member_id = ${viewer.memberId} AND k.seen_at IS NULL)) AS item
    FROM page JOIN approval a ON a.id = page.id JOIN source s ON s.id = a.source_id
    ${SENTENCE_JOINS}
    LEFT JOIN server sv ON sv.name = e.server LEFT JOIN tool t ON t.server_id = sv.id AND t.name = e.tool
      AND e.resource LIKE 'tool:%'
    ORDER BY page.n`);
  return rows.map((raw) => {
    const { item, terms, key } = row.parse(raw);
    const { steps } = termsSchema.parse(JSON.parse(terms));
    const needed = steps.reduce((all, { count }) => all + count, 0);
    const view = approvalView.parse({ ...item, needed });
    return { view, position: { key, id: view.id } };
  });
}
