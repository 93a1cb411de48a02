// What decided about a call, and what the policy in force would say of the same question now.
import { z } from "zod";
import type { Pool } from "../../db/client";
import type { CommandContext } from "../access/command";
import type { Viewer } from "../access/viewer";
import { RELATIONS } from "../identity/model";
import type { InForce } from "../policy/in-force";
import type { Keys } from "../secrets/keys";
import { findSource } from "../sources/find-source";
import { answerToday, type KnownArguments } from "./answer-today";
import { callQuestion } from "./call-question";
import type { JoinedRow } from "./call-row";
import { decisionOf } from "./decision-of-call";
import { openPayload } from "./open-payload";
import type { CallPolicy } from "./policy-view";
import { needs, readCall } from "./query";
import { readPrincipals } from "./rejudge/judge-stored";
import { ruleRefs, versionRef } from "./rule-refs";
import { envelopeSchema, factsSchema, storedRecord } from "./stored-record";

type Deps = { pool: Pool; inForce: InForce };

/**
 * Without the call's arguments: where a condition reads them, every answer that is possible is
 * named, and none of their values counts. Throws `forbidden` and `not_found`.
 */
export async function readCallPolicy(
  deps: Deps,
  viewer: Viewer,
  id: string,
  now = Date.now(),
): Promise<CallPolicy> {
  needs(viewer, "calls:read");
  needs(viewer, "policy:read");
  const unread = viewer.permissions.has("payload:read") ? "not_asked" : "not_permitted";
  return callPolicy(deps, id, { unread }, now);
}

/** With the call's arguments: a look at them, recorded as such, with `payload:read` only. */
export async function tryCallPolicy(
  { keys, ...deps }: Deps & { keys: Keys },
  context: CommandContext & { actor: { kind: "member"; viewer: Viewer } },
  id: string,
  now = Date.now(),
): Promise<CallPolicy> {
  needs(context.actor.viewer, "calls:read");
  needs(context.actor.viewer, "policy:read");
  const { arguments: text } = await openPayload(keys)(context, { id, parts: ["arguments"] });
  const known: KnownArguments =
    text === null ? { unread: "not_asked" } : { value: z.unknown().parse(JSON.parse(text)) };
  return callPolicy(deps, id, known, now);
}

async function callPolicy(
  { pool, inForce }: Deps,
  id: string,
  asked: KnownArguments,
  now: number,
): Promise<CallPolicy> {
  const row = await readCall(pool, id);
  const { envelope, facts, hasArguments } = await readStored(pool, row);
  await inForce.look();
  const enforced = inForce.current();
  const { decision, noDecision } = await decisionOf(pool, row, envelope.decision?.id);
  const decided = decision && {
    ...decision,
    rules: await ruleRefs(pool, enforced, decision.policyVersion, decision.ruleIds),
    version: await versionRef(pool, decision.policyVersion),
  };
  const record = storedRecord(envelope, facts, await readPrincipals(pool.sql, [envelope]));
  const relation = z.enum(RELATIONS).parse(row.relation);
  const question = callQuestion(record, envelope, relation, decision);
  if ("missing" in question) {
    return { decision: decided, noDecision, today: null, noToday: question.missing };
  }
  const gone = envelope.commit?.["arguments"] === undefined ? "none_sent" : "removed";
  const today = answerToday(question, {
    enforced,
    now,
    groupsTrusted: (await findSource(pool.db, row.source_public_id)).groupsTrusted,
    isStated: decision !== null,
    known: hasArguments ? asked : { unread: gone },
    redacted: (envelope.redacted ?? []).flatMap(({ part, path }) =>
      part === "arguments" ? [path] : [],
    ),
  });
  const version = await versionRef(pool, enforced.number);
  return { decision: decided, noDecision, today: { ...today, version }, noToday: null };
}

async function readStored({ sql }: Pool, row: JoinedRow) {
  const [stored] = await sql<{ envelope: string; facts: string | null; hasArguments: boolean }[]>`
    SELECT c.envelope, c.facts, p.arguments IS NOT NULL AS "hasArguments"
    FROM call c LEFT JOIN payload p ON p.occurred_at = c.occurred_at
      AND p.batch_id = c.batch_id AND p.batch_pos = c.batch_pos
    WHERE c.occurred_at = ${row.occurred_at} AND c.source_id = ${row.source_id}
      AND c.event_id = ${row.event_id}`;
  if (!stored) throw new Error("the call vanished between two reads");
  return {
    envelope: envelopeSchema.parse(JSON.parse(stored.envelope)),
    facts: factsSchema.parse(JSON.parse(stored.facts ?? "{}")),
    hasArguments: stored.hasArguments,
  };
}
