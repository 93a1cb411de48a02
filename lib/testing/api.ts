// The HTTP API on a database of its own: real routes, cookies and keys, without a socket.
import { Writable } from "node:stream";
import type { Hono } from "hono";
import { encode } from "next-auth/jwt";
import { pino } from "pino";
import { buildApi } from "../../server/api";
import { createMember } from "../access/create-member";
import { createTokenFor } from "../access/create-token";
import type { Role, Scope } from "../access/model";
import { openSession } from "../access/session";
import { sessionCookieName } from "../access/session-cookie";
import { taskWatch } from "../approvals/task-watch";
import { ingestFront } from "../calls/ingest-front";
import type { Container } from "../container";
import { isDatabaseAway } from "../database-away";
import { decisionRecorder } from "../decisions/decision-recorder";
import { storeDecisions } from "../decisions/store-decisions";
import { policyInForce } from "../policy/in-force";
import { openMetrics } from "../metrics/metrics";
import { createKey } from "../sources/create-key";
import { ingestCounts } from "../sources/ingest-counts";
import { asOperator, type TestDeployment, testDeployment } from "./deployment";

export const testPassword = "correct horse battery";
const visit = { address: "127.0.0.1", userAgent: "test" };

export type TestRequest = {
  cookie?: string | undefined;
  key?: string | undefined;
  /** Sent as application/json. */
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
  /** The console's own unless named; null sends none. */
  origin?: string | null;
};

export type TestMember = { id: string; email: string; sessionId: string; cookie: string };

export type TestApi = {
  deployment: TestDeployment;
  container: Container;
  app: Hono;
  /** What was logged at level error: answers of 500 and their causes. */
  bugs: string[];
  /** Throws when there was one. */
  refuseBugs: () => void;
  request: (method: string, path: string, more?: TestRequest) => Promise<Response>;
  /** A member with these roles who is signed in. */
  member: (...roles: Role[]) => Promise<TestMember>;
  /** A personal access token of the member. */
  token: (memberId: string) => Promise<{ id: string; text: string }>;
  key: (scopes: Scope[], source?: string, format?: string) => Promise<{ id: string; text: string }>;
  close: () => Promise<void>;
};

export async function testApi(): Promise<TestApi> {
  const deployment = await testDeployment();
  const bugs: string[] = [];
  const container = testContainer(deployment, bugs);
  const app = buildApi(container);
  const own = container.env.url.origin;
  let members = 0;
  return {
    deployment,
    container,
    app,
    bugs,
    refuseBugs: () => {
      if (bugs.length > 0) throw new Error(`answered 500: ${bugs.join("\n")}`);
    },
    request: async (method, path, more = {}) => {
      const headers = new Headers(more.headers);
      if (more.origin !== null) headers.set("origin", more.origin ?? own);
      if (more.cookie !== undefined) headers.set("cookie", more.cookie);
      if (more.key !== undefined) headers.set("authorization", `Bearer ${more.key}`);
      if (more.json !== undefined) headers.set("content-type", "application/json");
      const body = more.json === undefined ? more.body : JSON.stringify(more.json);
      return app.request(`${own}${path}`, { method, headers, ...(body !== undefined && { body }) });
    },
    member: async (...roles) => {
      members += 1;
      const email = `member-${members}@acme.example`;
      const { id } = await createMember(asOperator(deployment.pool), {
        email,
        roles,
        password: testPassword,
      });
      const sessionId = await openSession(deployment.pool, id, visit);
      return { id, email, sessionId, cookie: await cookieOf(container, sessionId) };
    },
    token: async (memberId) => {
      const [found] = await deployment.pool.sql<{ email: string }[]>`
        SELECT email FROM member WHERE id = ${memberId}`;
      return createTokenFor(asOperator(deployment.pool), {
        email: found?.email ?? "",
        name: "test",
      });
    },
    key: (scopes, source = "gw", format = "native") =>
      createKey(asOperator(deployment.pool), { source, format, scopes }),
    close: deployment.close,
  };
}

/** The Cookie header of a browser that signed in, as next-auth writes it. */
export async function cookieOf(container: Container, sessionId: string): Promise<string> {
  const token = await encode({ token: { sid: sessionId }, secret: container.keys.sessions });
  return `${sessionCookieName(false)}=${token}`;
}

function testContainer(deployment: TestDeployment, bugs: string[]): Container {
  const { pool, keys, directory, dimensions } = deployment;
  const metrics = openMetrics();
  const stream = new Writable({
    write: (line, _encoding, done) => {
      bugs.push(String(line));
      done();
    },
  });
  return {
    instance: "test",
    env: {
      production: true,
      port: 3000,
      host: "127.0.0.1",
      url: new URL("http://localhost:3000"),
      insecureHttp: false,
      trustedProxies: [],
      databaseUrl: deployment.url,
      dataDir: "/nowhere",
      roles: ["gate", "console", "worker"],
      ingestThreads: 0,
      lastGoodPolicyMs: 0,
      secret: undefined,
      newSecret: undefined,
      metricsToken: undefined,
      admin: undefined,
      smtpUrl: undefined,
      allowAddresses: [],
      oidc: undefined,
      logLevel: "error",
      unknownSettings: [],
    },
    log: pino({ level: "error", base: null }, stream),
    keys,
    gate: pool,
    console: pool,
    worker: pool,
    directory,
    dimensions,
    ingest: ingestFront({ pool, keys, directory, dimensions, aged: metrics.aged }),
    ingestCounts: ingestCounts(pool.sql, (error) => {
      bugs.push(String(error));
    }),
    apiKeys: new Map(),
    decisions: {
      sql: pool.sql,
      inForce: policyInForce(pool, directory),
      recorder: decisionRecorder({
        store: (records) => storeDecisions(pool.sql, dimensions, records),
        isPassing: isDatabaseAway,
        failed: (error) => {
          bugs.push(String(error));
        },
      }),
      mayBeOld: 0,
    },
    approvals: taskWatch(pool.sql, (error) => {
      bugs.push(String(error));
    }),
    metrics,
  };
}
