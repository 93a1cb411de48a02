import type postgres from "postgres";
import type { z } from "zod";
import { type Pool, rfc3339 } from "../../../db/client";
import type { Viewer } from "../../access/viewer";
import { encodeCallId } from "../../calls/public-id";
import { identityValue } from "../../calls/filters";
import { isText } from "../../calls/query-language/nodes";
import { printQuery } from "../../calls/query-language/print";
import type { Identity } from "../../calls/view";
import { DomainError } from "../../errors";
import {
  BY_ARGUMENTS,
  FEWEST_SHOWN,
  type Outcome,
  type ReplayItem,
  replayItem,
  type replayQuery,
  type ReplayView,
  replayView,
} from "./model";

/**
 * The last replay of a draft, with a page of what it found, most calls first. What arguments decide is
 * shown to whoever may see payloads; to others only how many calls there are, from five up. Throws
 * `not_found` where there was none.
 */
export async function readReplay(
  { sql }: Pool,
  viewer: Viewer,
  draftId: string,
  query: z.output<typeof replayQuery>,
): Promise<ReplayView> {
  const [run] = await sql<Run[]>`
    SELECT j.id, j.state, j.done::int, j.total::int, j.sentence, j.error, j.asked_by AS "askedBy",
           j.asked_at AS "askedAt", j.finished_at AS "finishedAt", r.revision, r.base,
           r.revision <> d.revision
             OR r.base <> coalesce((SELECT max(number) FROM policy_version), 0) AS stale,
           r.from_time AS "from", r.to_time AS "to", r.oldest, r.newest,
           r.reads_arguments AS "readsArguments"
    FROM policy_replay r JOIN job j ON j.id = r.job_id JOIN policy_draft d ON d.id = r.draft_id
    WHERE r.draft_id = ${draftId} ORDER BY r.asked_at DESC LIMIT 1`;
  if (!run) throw new DomainError("not_found", "This draft was not replayed yet.");
  const showsArguments = viewer.permissions.has("payload:read");
  const seen = showsArguments ? sql`true` : sql`NOT c.by_arguments`;
  const rows = await readItems(sql, run.id, seen, query);
  const items = rows.slice(0, query.limit).map((row) => itemOf(row, showsArguments));
  const { id, state, done, total, sentence, error, askedBy, askedAt, finishedAt, ...about } = run;
  const instant = (text: string | null) => (text === null ? null : rfc3339(text));
  return replayView.parse({
    job: {
      id,
      state,
      done,
      total,
      sentence,
      error,
      askedBy,
      askedAt: rfc3339(askedAt),
      finishedAt: instant(finishedAt),
    },
    ...about,
    from: rfc3339(about.from),
    to: rfc3339(about.to),
    oldest: instant(about.oldest),
    newest: instant(about.newest),
    showsArguments,
    totals: (await readTotals(sql, run.id, seen)).map(({ outcome, calls, identities }) => ({
      outcome,
      calls: shown(outcome, calls, showsArguments),
      identities: shown(outcome, calls, showsArguments) === null ? null : identities,
    })),
    items,
    next: rows.length > query.limit ? String(query.cursor + query.limit) : null,
  });
}

type Run = ReplayView["job"] &
  Pick<
    ReplayView,
    "revision" | "base" | "stale" | "from" | "to" | "oldest" | "newest" | "readsArguments"
  >;

/** Of what arguments decide, few calls are not counted for whoever may not see them. */
function shown(outcome: Outcome, calls: number, showsArguments: boolean): number | null {
  return outcome === BY_ARGUMENTS && !showsArguments && calls < FEWEST_SHOWN ? null : calls;
}

function readTotals(sql: postgres.Sql, jobId: string, seen: postgres.PendingQuery<postgres.Row[]>) {
  return sql<{ outcome: Outcome; calls: number; identities: number }[]>`
    SELECT outcome, sum(n)::float8 AS calls, count(DISTINCT (caller_id, client_id))::int AS identities
    FROM policy_replay_count c WHERE job_id = ${jobId} AND ${seen} GROUP BY outcome`;
}

type Row = Pick<ReplayItem, "outcome" | "byArguments" | "client" | "server" | "tool" | "type"> & {
  was: string;
  becomes: string;
  n: number;
  first: string;
  last: string;
  samples: string[];
  callerId: string | null;
  clientName: string | null;
} & Record<"iss" | "sub" | "name" | "email" | "slug" | "personName", string | null>;

function readItems(
  sql: postgres.Sql,
  jobId: string,
  seen: postgres.PendingQuery<postgres.Row[]>,
  { outcome, cursor, limit }: z.output<typeof replayQuery>,
) {
  return sql<Row[]>`
    SELECT c.outcome, c.by_arguments AS "byArguments", c.was, c.becomes, c.type, c.n::float8 AS n,
           c.first_at AS first, c.last_at AS last, c.samples, cl.client_id AS client,
           cl.name AS "clientName", v.name AS server, t.name AS tool, p.public_id AS "callerId",
           p.iss, p.sub, p.name, p.email, person.slug, person.name AS "personName"
    FROM policy_replay_count c
    LEFT JOIN principal p ON p.id = c.caller_id LEFT JOIN person ON person.id = p.person_id
    LEFT JOIN client cl ON cl.id = c.client_id LEFT JOIN server v ON v.id = c.server_id
    LEFT JOIN tool t ON t.id = c.tool_id
    WHERE c.job_id = ${jobId} AND ${seen}
      AND ${outcome === undefined ? sql`true` : sql`c.outcome = ${outcome}`}
    ORDER BY c.n DESC, c.outcome, c.caller_id, c.client_id, c.tool_id, c.server_id, c.type, c.was,
             c.becomes, c.by_arguments
    OFFSET ${cursor} LIMIT ${limit + 1}`;
}

function itemOf(row: Row, showsArguments: boolean): ReplayItem {
  const { outcome, was, becomes, n, callerId, iss, sub, slug } = row;
  const hidden = outcome === BY_ARGUMENTS && !showsArguments;
  const caller: Identity | null =
    callerId === null
      ? null
      : {
          id: callerId,
          principal: iss !== null && sub !== null ? { iss, sub } : null,
          person: slug === null ? null : { id: slug, name: row.personName },
          name: row.name,
          email: row.email,
        };
  return replayItem.parse({
    ...row,
    caller,
    client: row.client ?? row.clientName,
    was: was === "" ? null : was,
    becomes: becomes === "" ? null : becomes,
    calls: shown(outcome, n, showsArguments),
    first: hidden ? null : rfc3339(row.first),
    last: hidden ? null : rfc3339(row.last),
    samples: hidden ? [] : row.samples.map(publicId),
    q: hidden ? null : queryOf(row, caller),
  });
}

function publicId(sample: string): string {
  const [at = "", sourceId = "", ...eventId] = sample.split(" ");
  return encodeCallId({ at: Number(at), sourceId: Number(sourceId), eventId: eventId.join(" ") });
}

/** Of the same identity, client, server and tool: wider than the flip where arguments decide. */
function queryOf(row: Row, caller: Identity | null): string {
  const terms = [
    caller && isText("caller", identityValue(caller)),
    row.client === null ? null : isText("client", `id:${row.client}`),
    row.server === null ? null : isText("server", row.server),
    row.tool === null || row.server === null ? null : isText("tool", `${row.server}/${row.tool}`),
  ];
  return printQuery({ terms: terms.flatMap((term) => term ?? []) });
}
