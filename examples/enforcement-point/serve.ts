// The enforcement point's own HTTP side: who asks, and whose session it is.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { callerOf, isSame } from "./caller";
import { reporter } from "./reporter";
import { openSession, type Session } from "./session";
import type { Settings } from "./settings";

const IDLE_MS = 30 * 60_000;

export type EnforcementPoint = {
  url: string;
  /** Ends all sessions and sends the last events. */
  close: () => Promise<void>;
};

/** Port 0 takes a free one. Loopback alone: put TLS in front of it. */
export async function serve(settings: Settings, port: number): Promise<EnforcementPoint> {
  const events = reporter(settings.onbehalf);
  const sessions = new Map<string, Session & { idle: NodeJS.Timeout }>();
  const on = {
    opened: (id: string, session: Session) => {
      const end = () => void session.client.close().catch(console.error);
      sessions.set(id, { ...session, idle: setTimeout(end, IDLE_MS).unref() });
    },
    closed: (id: string) => {
      clearTimeout(sessions.get(id)?.idle);
      sessions.delete(id);
    },
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (new URL(request.url ?? "/", "http://localhost").pathname !== "/mcp") {
      return refuse(response, 404, "MCP is at /mcp.");
    }
    const caller = callerOf(settings, request.headers.authorization);
    if (caller === null) return refuse(response, 401, "A token for this server is needed.");
    const id = request.headers["mcp-session-id"]?.toString();
    const known = sessions.get(id ?? "");
    const session = id === undefined ? await openSession(settings, events, caller, on) : known;
    if (session === undefined || !isSame(session.caller, caller)) {
      return refuse(response, 404, "There is no such session.");
    }
    known?.idle.refresh();
    await session.client.handleRequest(request, response);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) refuse(response, 500, "Something failed here.");
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}/mcp`,
    close: async () => {
      for (const { client } of sessions.values()) await client.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await events.flush();
    },
  };
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, {
    "content-type": "application/json",
    ...(status === 401 && { "www-authenticate": "Bearer" }),
  });
  response.end(JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: -32_000, message } }));
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
