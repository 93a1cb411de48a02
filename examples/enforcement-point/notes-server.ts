// A small MCP server to stand in front of: notes in memory. It takes one token and knows no people.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { z } from "zod";

export type Tool = {
  name: string;
  description: string;
  inputSchema: z.ZodRawShape;
  run: (args: Record<string, unknown>) => string;
};

/** `tools` is asked at the start of each session. Gives the address; port 0 takes a free one. */
export async function serveNotes(
  token: string,
  tools: () => readonly Tool[],
  port: number,
): Promise<{ url: string; close: () => Promise<void> }> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const server = createServer((request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end();
      return;
    }
    const id = request.headers["mcp-session-id"]?.toString();
    const known = id === undefined ? openSession(sessions, tools()) : sessions.get(id);
    if (known === undefined) response.writeHead(404).end();
    else Promise.resolve(known).then((one) => one.handleRequest(request, response), console.error);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : port}/mcp`,
    close: async () => {
      for (const transport of sessions.values()) await transport.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function openSession(
  sessions: Map<string, StreamableHTTPServerTransport>,
  tools: readonly Tool[],
): Promise<StreamableHTTPServerTransport> {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    onsessioninitialized: (id) => void sessions.set(id, transport),
    onsessionclosed: (id) => void sessions.delete(id),
  });
  const server = new McpServer({ name: "notes", version: "1.0.0" });
  for (const { name, description, inputSchema, run } of tools) {
    server.registerTool(name, { description, inputSchema }, (args) => ({
      content: [{ type: "text", text: run(args) }],
    }));
  }
  await server.connect(transport);
  return transport;
}

/** What the example serves. */
export function notesTools(): readonly Tool[] {
  const notes = new Map([["welcome", "Every call asks first."]]);
  const id = z.string();
  return [
    {
      name: "read_note",
      description: "Reads a note.",
      inputSchema: { id },
      run: (args) => notes.get(String(args["id"])) ?? "there is no such note",
    },
    {
      name: "write_note",
      description: "Writes a note.",
      inputSchema: { id, text: z.string() },
      run: (args) => `kept ${notes.set(String(args["id"]), String(args["text"])).size} notes`,
    },
    {
      name: "delete_note",
      description: "Deletes a note for good.",
      inputSchema: { id },
      run: (args) => (notes.delete(String(args["id"])) ? "deleted" : "there is no such note"),
    },
  ];
}
