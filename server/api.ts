import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { parseInput } from "../lib/access/command";
import type { Container } from "../lib/container";
import { DomainError } from "../lib/errors";
import { authenticate } from "./http/authenticate";
import { answerJson } from "./http/json-answer";
import { problem, problemOf } from "./http/problem";
import { readJson } from "./http/read-body";
import type { Route } from "./http/route";
import { openApi } from "./openapi";
import { accessRequestRoutes } from "./routes/access-requests";
import { adminLogRoutes } from "./routes/admin-log";
import { approvalAroundRoutes } from "./routes/approvals-around";
import { approvalSelectionRoutes } from "./routes/approval-selection";
import { approvalRoutes } from "./routes/approvals";
import { callRoutes } from "./routes/calls";
import { catalogRoutes } from "./routes/catalog";
import { decisionRoutes } from "./routes/decisions";
import { directoryRoutes } from "./routes/directory";
import { directoryWithdrawalRoutes } from "./routes/directory-withdrawals";
import { draftRoutes } from "./routes/drafts";
import { erasureRoutes } from "./routes/erasures";
import { eventRoutes } from "./routes/events";
import { exportRoutes } from "./routes/exports";
import { healthRoutes } from "./routes/health";
import { jobRoutes } from "./routes/jobs";
import { keyRoutes } from "./routes/keys";
import { invitationRoutes } from "./routes/invitations";
import { memberRoutes } from "./routes/members";
import { metricsRoutes } from "./routes/metrics";
import { otlpRoutes } from "./routes/otlp";
import { overviewRoutes } from "./routes/overview";
import { policyMatrixRoutes } from "./routes/policy-matrix";
import { policyReachRoutes } from "./routes/policy-reach";
import { policyRoutes } from "./routes/policy";
import { passkeyRoutes } from "./routes/passkeys";
import { profileRoutes } from "./routes/profile";
import { quarantineRoutes } from "./routes/quarantine";
import { retentionRoutes } from "./routes/retention";
import { setupRoutes } from "./routes/setup";
import { sourceRoutes } from "./routes/sources";
import { viewRoutes } from "./routes/views";
import { webhookRoutes } from "./routes/webhooks";

/** Every operation of the API. A new one is added to a file in routes/ and nowhere else. */
export const ROUTES: readonly Route[] = [
  ...healthRoutes,
  ...metricsRoutes,
  ...setupRoutes,
  ...eventRoutes,
  ...otlpRoutes,
  // Before the one call of any id.
  ...exportRoutes,
  ...decisionRoutes,
  ...accessRequestRoutes,
  ...approvalRoutes,
  ...approvalSelectionRoutes,
  ...approvalAroundRoutes,
  ...policyRoutes,
  ...draftRoutes,
  ...policyReachRoutes,
  ...policyMatrixRoutes,
  ...callRoutes,
  ...viewRoutes,
  ...overviewRoutes,
  ...sourceRoutes,
  ...quarantineRoutes,
  ...keyRoutes,
  ...catalogRoutes,
  ...directoryRoutes,
  ...directoryWithdrawalRoutes,
  ...jobRoutes,
  ...webhookRoutes,
  ...retentionRoutes,
  ...erasureRoutes,
  ...adminLogRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...passkeyRoutes,
  ...profileRoutes,
];

/** The HTTP API of the roles that this process runs. What it does not know is Next's. */
export function buildApi(container: Container): Hono {
  const app = new Hono();
  const { roles } = container.env;
  for (const one of ROUTES) {
    if (one.role !== "any" && !roles.includes(one.role)) continue;
    app.on(one.method, honoPath(one.path), async (context) => {
      const started = performance.now();
      const result = await answer(one, context.req.raw, context.req.param(), container);
      const status = result instanceof Response ? result.status : (one.status ?? 200);
      const seconds = (performance.now() - started) / 1000;
      container.metrics.answered(one.path, one.method, status, seconds);
      if (result instanceof Response) return result;
      return status === 204
        ? new Response(null, { status })
        : answerJson(context.env, result, status);
    });
  }
  app.get("/api/v1/openapi.json", () => Response.json(openApi(ROUTES)));
  app.all("/api/v1/*", (context) =>
    problem(
      new DomainError("not_found", `There is no ${context.req.method} ${context.req.path}.`),
      requestIdOf(context.req.raw),
    ),
  );
  return app;
}

/** What the handler returned, to be sent as JSON, or a whole response. */
async function answer(
  one: Route,
  request: Request,
  params: Record<string, string>,
  container: Container,
): Promise<unknown> {
  const requestId = requestIdOf(request);
  try {
    const who = await authenticate(one.access, request, container);
    const query = queryOf(request.url);
    return await one.handle({
      params: one.params ? parseInput(one.params, params) : params,
      query: one.query ? parseInput(one.query, query) : query,
      body: one.body ? parseInput(one.body, await readJson(request, one.bodyBytes)) : undefined,
      who,
      container,
      request,
      requestId,
      address: request.headers.get("x-onbehalf-address"),
      near: request.headers.get("x-onbehalf-near") === "1",
    });
  } catch (error) {
    const failed = problemOf(error, requestId, container.log);
    return one.failure === undefined ? failed : one.failure(failed, request);
  }
}

/** A parameter given twice would be dropped silently: it is refused instead. */
function queryOf(url: string): Record<string, string> {
  const query = new Map<string, string>();
  if (!url.includes("?")) return {};
  for (const [name, value] of new URL(url).searchParams) {
    if (query.has(name)) throw new DomainError("invalid", `${name}: given more than once`);
    query.set(name, value);
  }
  return Object.fromEntries(query);
}

/** Set by the listener on every request; a fresh one where a test calls the app directly. */
function requestIdOf(request: Request): string {
  return request.headers.get("x-request-id") ?? randomUUID();
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}
