// The AuthZEN Access Request and Approval Profile, and the simpler way for gateways without AuthZEN.
import { z } from "zod";
import { answerQuestion, redeemById } from "../../lib/approvals/answer-question";
import { ArapError } from "../../lib/approvals/arap-error";
import { callbackSchema } from "../../lib/approvals/callback";
import { approvalDeps } from "../../lib/approvals/deps";
import { cancelTask, readTask } from "../../lib/approvals/read-task";
import { requestApproval } from "../../lib/approvals/request-approval";
import { submissionSchema } from "../../lib/approvals/submission";
import { taskSchema } from "../../lib/approvals/task-view";
import { decisionSchema } from "../../lib/decisions/authzen";
import { DomainError } from "../../lib/errors";
import { requestSchema } from "../../lib/policy/request";
import type { KeyHolder } from "../../lib/sources/verify-key";
import { askerOf } from "../http/asker";
import { problem } from "../http/problem";
import { readQuestion } from "../http/read-question";
import { route, type RouteInput } from "../http/route";

const shared = {
  role: "gate",
  access: { kind: "key", scopes: ["approvals:request"] },
} as const;
const MOST_WAIT = 60;

type Input = RouteInput<unknown, unknown, unknown, KeyHolder>;
const byId = z.object({ id: z.string().max(64) });
const simpleSchema = requestSchema.extend({
  justification: z.string().max(2_000).optional(),
  callback: callbackSchema.optional(),
});

export const accessRequestRoutes = [
  route({
    ...shared,
    method: "POST",
    path: "/access/v1/requests",
    summary:
      "ARAP: ask a person to approve what was denied; the same Idempotency-Key, the same task",
    response: taskSchema,
    handle: (input) =>
      inProfile(input, async () => {
        const submission = await readQuestion(input.request, submissionSchema);
        const deps = depsOf(input);
        const key = idempotencyKey(input);
        const id = await requestApproval(deps, input.who.source, submission, key, input.requestId);
        return accepted(input, id);
      }),
  }),
  route({
    ...shared,
    method: "GET",
    path: "/access/v1/requests/{id}",
    summary:
      "ARAP: what became of it; wait holds the answer for so many seconds while it is pending",
    params: byId,
    query: z.strictObject({ wait: z.coerce.number().min(0).max(MOST_WAIT).default(0) }),
    response: taskSchema,
    handle: (input) =>
      inProfile(input, async () => {
        const { id } = input.params;
        const task = await readTask(depsOf(input), input.who.source, id);
        if (task.task.status !== "pending" || input.query.wait === 0) return task;
        await input.container.approvals.until(id, input.query.wait * 1_000);
        return readTask(depsOf(input), input.who.source, id);
      }),
  }),
  route({
    ...shared,
    method: "POST",
    path: "/access/v1/requests/{id}/cancel",
    summary: "ARAP: no longer ask for it",
    params: byId,
    response: taskSchema,
    handle: (input) =>
      inProfile(input, () =>
        cancelTask(depsOf(input), input.who.source, input.params.id, input.requestId),
      ),
  }),
  route({
    ...shared,
    method: "POST",
    path: "/api/v1/approvals",
    summary:
      "Decide about a call, and ask a person where a rule says so: 200 is a decision, 202 a task",
    response: z.union([decisionSchema, taskSchema]),
    handle: (input) =>
      inProfile(input, async () => {
        const { value, isExact } = await readQuestion(input.request, simpleSchema);
        const { justification, callback, ...asked } = value;
        const question = { value: asked, isExact };
        const answer = await answerQuestion(depsOf(input), askerOf(input), question);
        const held = answer.context && "id" in answer.context ? answer.context : undefined;
        if (held?.evaluation_id === undefined) return answer;
        const { subject, action, resource } = asked;
        const submission = {
          subject,
          action,
          resource,
          ...(justification && { context: { business_justification: justification } }),
          denial: { evaluation_id: held.evaluation_id },
          ...(callback && { callback }),
        };
        const deps = depsOf(input);
        const exact = { value: submission, isExact };
        const id = await requestApproval(deps, input.who.source, exact, null, input.requestId);
        return accepted(input, id);
      }),
  }),
  route({
    ...shared,
    method: "POST",
    path: "/api/v1/approvals/{id}/redeem",
    summary:
      "Let the call run that was approved: the same call once more, answered true at most once",
    params: byId,
    response: decisionSchema,
    handle: async (input) => {
      const asked = await readQuestion(input.request, requestSchema);
      return redeemById(depsOf(input), askerOf(input), asked, input.params.id);
    },
  }),
];

async function accepted(input: Input, id: string): Promise<Response> {
  const answer = await readTask(depsOf(input), input.who.source, id);
  return Response.json(answer, {
    status: 202,
    headers: { location: answer.task.status_endpoint },
  });
}

/** Errors with the profile's problem types; an expired task is told along. */
async function inProfile(input: Input, run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ArapError)) throw error;
    const plain = problem(error, input.requestId);
    const body: unknown = await plain.json();
    const told = { ...z.record(z.string(), z.unknown()).parse(body), type: error.type };
    return new Response(JSON.stringify({ ...told, ...(error.task && { task: error.task }) }), {
      status: plain.status,
      headers: plain.headers,
    });
  }
}

function idempotencyKey({ request }: Input): string | null {
  const key = request.headers.get("idempotency-key");
  if (key !== null && !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new DomainError("invalid", "Idempotency-Key: at most 200 visible characters");
  }
  return key;
}

function depsOf({ container }: Input) {
  return approvalDeps(container, container.gate);
}
