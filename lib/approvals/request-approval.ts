// A gateway asks for an approval of what it was told to wait for.
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { approval } from "../../db/schema/approvals";
import { command } from "../access/command";
import { DomainError } from "../errors";
import type { DirectoryIndex } from "../identity/directory-index";
import { randomId } from "../ids";
import { canonicalJson } from "../ledger/canonical-json";
import type { Read } from "../policy/request";
import type { Source } from "../sources/model";
import { ArapError } from "./arap-error";
import { refuseOther, type Submission } from "./submission";
import { type Callback, findCallback } from "./callback";
import type { ApprovalDeps } from "./deps";
import { holdBack } from "./hold-back";
import { openQuestion } from "./hold-evaluation";
import { judgeQuestion } from "./judge-question";
import { MOST_PENDING, termsSchema } from "./model";
import { tellWaiting } from "./tell-outcome";

/**
 * The id of the approval: of the one that was made for the same key and body, or a new one. Throws
 * ArapError as the profile says, `invalid` for a callback that may not be made, and
 * `too_many_requests` for a caller of whom too much waits already.
 */
export async function requestApproval(
  deps: ApprovalDeps,
  source: Source,
  { value: submission, isExact }: Read<Submission>,
  idempotencyKey: string | null,
  requestId: string,
): Promise<string> {
  if (!isExact) {
    throw new ArapError(
      "invalid_denial_binding",
      "A number in it is written so that no double holds it exactly.",
    );
  }
  const body = createHash("sha256").update(canonicalJson(submission)).digest();
  const made = await findMade(
    deps,
    source.id,
    submission.denial.evaluation_id,
    idempotencyKey,
    body,
  );
  if (made !== null) return made;
  const callback = submission.callback
    ? await findCallback(deps, source.id, submission.callback)
    : null;
  const actor = { kind: "source", name: source.name } as const;
  // Before the transaction: another connection of the pool might never come in it.
  const { index: directory } = await deps.directory.newest();
  const asked = { source, submission, idempotencyKey, body, callback, directory };
  const make = makeApproval(deps, asked);
  const justification = submission.context?.business_justification ?? null;
  try {
    const told = { justification, callbackState: callback?.state ?? null };
    return (await make({ pool: deps.pool, actor, requestId }, told)).id;
  } catch (error) {
    if (error instanceof DomainError && error.code === "too_many_requests") {
      await holdBack(deps.pool, source.id, submission.denial.evaluation_id);
    }
    // Another request with this key or evaluation was first.
    if (!isRepeated(error)) throw error;
    const first = await findMade(
      deps,
      source.id,
      submission.denial.evaluation_id,
      idempotencyKey,
      body,
    );
    if (first !== null) return first;
    throw error;
  }
}

async function findMade(
  { pool }: ApprovalDeps,
  sourceId: number,
  evaluationId: string,
  key: string | null,
  body: Buffer,
): Promise<string | null> {
  const rows = await pool.sql<{ id: string; sameKey: boolean; sameBody: boolean }[]>`
    SELECT id, idempotency_key IS NOT DISTINCT FROM ${key} AS "sameKey", body_sha256 = ${body} AS "sameBody"
    FROM approval WHERE source_id = ${sourceId}
      AND (idempotency_key = ${key} OR evaluation_id = ${evaluationId})
    ORDER BY 2 DESC LIMIT 1`;
  const [made] = rows;
  if (made === undefined) return null;
  if (made.sameKey && made.sameBody) return made.id;
  throw new ArapError(
    "duplicate_request",
    made.sameKey
      ? "This Idempotency-Key was used for another request."
      : "This evaluation was submitted already, under another Idempotency-Key.",
  );
}

type Asked = {
  source: Source;
  submission: Submission;
  idempotencyKey: string | null;
  body: Buffer;
  callback: Callback | null;
  directory: DirectoryIndex;
};

type Held = {
  expired: boolean;
  request: Buffer | null;
  digest: Buffer;
  version: number;
  ruleIds: string[];
  terms: string;
  callerId: number | null;
  actorIds: number[];
  client: string | null;
};

const makeApproval = (
  deps: ApprovalDeps,
  { source, submission, idempotencyKey, body, callback, directory }: Asked,
) =>
  command({
    action: "approval.requested",
    needs: null,
    input: z.object({
      justification: z.string().nullable(),
      callbackState: z.string().nullable(),
    }),
    run: async (tx, { justification, callbackState }) => {
      const evaluationId = submission.denial.evaluation_id;
      const held = await readHeld(tx, evaluationId, source.id);
      const question = openQuestion(deps.keys, evaluationId, held.request);
      refuseOther(question, submission, source);
      await refuseFlood(tx, held.callerId);
      const terms = termsSchema.parse(JSON.parse(held.terms));
      const { verdict, relation } = judgeQuestion(directory, question, source);
      const id = randomId("apr");
      await tx.insert(approval).values({
        id,
        evaluationId,
        sourceId: source.id,
        idempotencyKey,
        bodySha256: body,
        callDigest: held.digest,
        policyVersion: held.version,
        ruleIds: held.ruleIds,
        terms: held.terms,
        addressed: [...new Set(terms.steps.flatMap(({ from }) => from))],
        callerId: held.callerId,
        requesters: await personsBehind(tx, held),
        owners: await ownersOf(tx, held.client, question.subject),
        verdict,
        relation,
        justification,
        decideUntil: sql`now() + make_interval(secs => ${terms.decideSeconds})`,
        callbackChannel: callback?.channel ?? null,
        callbackState,
        callbackEvents: callback?.events ?? null,
      });
      await tellWaiting(tx, id);
      return { id };
    },
    audit: (_input, { id }) => ({
      subject: id,
      details: { source: source.name, evaluation: submission.denial.evaluation_id },
    }),
  });

async function readHeld(tx: Db, id: string, sourceId: number): Promise<Held & { request: Buffer }> {
  const [held] = await tx.execute<Held>(sql`
    SELECT expires_at <= clock_timestamp() AS expired, request, call_digest AS digest,
           policy_version AS version, rule_ids AS "ruleIds", terms, caller_id AS "callerId", actor_ids AS "actorIds", client
    FROM evaluation WHERE id = ${id} AND source_id = ${sourceId} FOR UPDATE`);
  if (!held) {
    throw new ArapError("invalid_denial_binding", "This source was given no such evaluation.");
  }
  if (held.expired || held.request === null) {
    throw new ArapError("expired_denial", "The time to ask for an approval of it is over.");
  }
  return { ...held, request: held.request };
}

async function refuseFlood(tx: Db, callerId: number | null): Promise<void> {
  if (callerId === null) return;
  const [row] = await tx.execute<{ n: number }>(sql`
    SELECT count(*)::int AS n FROM approval
    WHERE caller_id = ${callerId} AND state = 'pending' AND decide_until > clock_timestamp()`);
  if ((row?.n ?? 0) < MOST_PENDING) return;
  throw new DomainError(
    "too_many_requests",
    `${MOST_PENDING} calls of this caller wait for an approval already.`,
    { retryAfter: 30 },
  );
}

/** The persons behind the caller and the actors that the gateway names. */
async function personsBehind(tx: Db, { callerId, actorIds }: Held): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    SELECT DISTINCT person_id AS id FROM principal WHERE person_id IS NOT NULL AND id IN (
      SELECT json_array_elements_text(${JSON.stringify([callerId, ...actorIds])}::text::json)::int)`);
  return rows.map(({ id }) => id);
}

async function ownersOf(
  tx: Db,
  client: string | null,
  subject: { type: string; id: string },
): Promise<number[]> {
  const agent = subject.type === "agent" ? subject.id : null;
  const rows = await tx.execute<{ id: number }>(sql`
    SELECT person_id AS id FROM client_owner WHERE client_id = ${client} OR client_id = ${agent}`);
  return [...new Set(rows.map(({ id }) => id))];
}

function isRepeated(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause && cause.code === "23505";
}
