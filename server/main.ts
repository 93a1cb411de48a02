// `npm start`: one process, one port. Order of a stop: refuse new, finish open, stop loops, close.
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { insertMember } from "../lib/access/create-member";
import { hasOwner, makeSetupToken } from "../lib/access/setup";
import type { Container } from "../lib/container";
import { describeError } from "../lib/describe-error";
import { setNextAuthUrl } from "../lib/env";
import { routes } from "../lib/routes";
import { startupWarnings } from "../lib/startup-warnings";
import { buildApi } from "./api";
import { boot } from "./boot";
import { guardOutput } from "./guard-output";
import { listener, MAX_HEADER_SIZE, type PageHandler } from "./http/listener";
import { startWorker } from "./worker";

const STOP_WITHIN_MS = 9_000;
/** Longer than load balancers keep an idle connection, so that they never send into a closing one. */
const KEEP_ALIVE_MS = 75_000;

try {
  await main();
} catch (error) {
  process.stderr.write(`\nOnbehalf cannot start.\n  ${messageOf(error)}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { container, shutDown } = await boot({ threads: true });
  const { env, log } = container;
  // In development Next prints colours.
  if (env.production) guardOutput(process.stdout, process.stderr);
  let serve: RequestListener = starting;
  const options = { maxHeaderSize: MAX_HEADER_SIZE, keepAliveTimeout: KEEP_ALIVE_MS };
  const server = createServer(options, (request, response) => serve(request, response));
  try {
    setNextAuthUrl(env.url);
    await listen(server, env.host, env.port);
    const pages = env.roles.includes("console") ? await preparePages(container) : undefined;
    if (env.roles.includes("gate")) {
      const failed = (error: unknown) =>
        log.warn(describeError(error), "what is in force cannot be read; gateways are refused");
      await container.decisions.inForce.start(failed);
    }
    serve = listener(container, buildApi(container), pages);
    refuseUpgrades(server, env.production);
    await ensureFirstOwner(container);
  } catch (error) {
    server.close();
    await shutDown();
    throw error;
  }
  const stopWorker = env.roles.includes("worker") ? startWorker(container) : undefined;
  await announce(container, addressOf(server));

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping");
    container.approvals.stop();
    setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS - 2_000).unref();
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    await closed(server);
    await stopWorker?.();
    await shutDown();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
}

/** The port is ours before the pages are ready: whoever comes early is told to come again. */
function starting(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { "content-type": "text/plain", "retry-after": "1" }).end("starting\n");
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(
        taken
          ? new Error(`Port ${port} is taken by another program. Set PORT to a free one.`)
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
}

async function preparePages(container: Container): Promise<PageHandler> {
  const { env } = container;
  // Imported late: it reads NODE_ENV, which the configuration has set by now.
  const { default: next } = await import("next");
  const app = next({ dev: !env.production, hostname: env.host, port: env.port, quiet: true });
  await app.prepare();
  const handle = app.getRequestHandler();
  return (request, response) => handle(request, response);
}

/** Nothing here speaks WebSocket in production; Next would attach a listener of its own. */
function refuseUpgrades(server: Server, production: boolean): void {
  if (!production) return;
  server.prependListener("upgrade", (_request, socket) => socket.destroy());
}

async function ensureFirstOwner({ console: pool, env }: Container): Promise<void> {
  const { admin } = env;
  if (admin === undefined || (await hasOwner(pool.db))) return;
  await pool.db.transaction((tx) => insertMember(tx, { ...admin, roles: ["owner"] }));
}

async function announce(container: Container, address: string): Promise<void> {
  const { env, log, console: pool } = container;
  log.info({ address, roles: env.roles }, "ready");
  const lines = [`Onbehalf is ready at ${env.url.origin}`];
  lines.push(...startupWarnings(env).map((warning) => `Warning: ${warning}`));
  if (env.roles.includes("console") && !(await hasOwner(pool.db))) {
    const token = await makeSetupToken(pool);
    lines.push(
      "Create the first owner here (one hour, one use):",
      `  ${env.url.origin}${routes.setup()}#${token}`,
    );
  }
  process.stdout.write(`\n${lines.join("\n")}\n\n`);
}

function addressOf(server: Server): string {
  const address = server.address();
  return typeof address === "object" && address ? `${address.address}:${address.port}` : "";
}

/** Resolves when every open request has been answered; idle keep-alive connections end at once. */
async function closed(server: Server): Promise<void> {
  const done = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), 250);
  await done;
  clearInterval(idle);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
