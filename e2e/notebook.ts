// A notebook: an MCP server of a journey's own with the example's enforcement point before it, and a
// client that calls its tools.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { z } from "zod";
import { serveNotes, type Tool } from "../examples/enforcement-point/notes-server";
import { type EnforcementPoint, serve } from "../examples/enforcement-point/serve";
import { settingsSchema } from "../examples/enforcement-point/settings";
import { run } from "./deployment";
import { ISS } from "./held";

const RESOURCE = "https://notebook.example/mcp";

export type Notebook = {
  /** What the server behind really ran. */
  ran: string[];
  /** Of this name, and what is said of it. */
  tool: (name: string, description?: string) => Tool;
  /** What the server offers from now on. */
  offer: (...tools: Tool[]) => void;
  /** One more gateway before it, that reports as this source. */
  pointFor: (source: string, url?: string) => Promise<EnforcementPoint>;
  /** One fewer. */
  closePoint: (point: EnforcementPoint) => Promise<void>;
  close: () => Promise<void>;
};

/** `name` is the server's name in the policy. Callers: nora, oscar, and one with a token for elsewhere. */
export async function notebook(name: string): Promise<Notebook> {
  const ran: string[] = [];
  const points = new Set<EnforcementPoint>();
  let offered: readonly Tool[] = [];
  const notes = await serveNotes("notebook-token", () => offered, 0);
  return {
    ran,
    tool: (tool, description = "Of the notebook.") => ({
      name: tool,
      description,
      inputSchema: { id: z.string() },
      run: ({ id }) => {
        ran.push(`${tool} ${String(id)}`);
        return `${tool} of ${String(id)}`;
      },
    }),
    offer: (...tools) => (offered = tools),
    pointFor: async (source, url = process.env["ONBEHALF_E2E_URL"] ?? "") => {
      const scopes = "decisions:evaluate,approvals:request,events:write";
      const key = run("keys", "create", "--source", source, "--scopes", scopes).trim();
      const point = await serve(settingsFor(name, notes.url, { url, key }), 0);
      points.add(point);
      return point;
    },
    closePoint: async (point) => {
      points.delete(point);
      await point.close();
    },
    close: async () => {
      for (const point of points) await point.close();
      await notes.close();
    },
  };
}

function settingsFor(name: string, url: string, onbehalf: { url: string; key: string }) {
  const caller = (sub: string) => ({ iss: ISS, sub, client_id: "nb-desk", aud: RESOURCE });
  return settingsSchema.parse({
    onbehalf,
    server: { name, url, resource: RESOURCE },
    downstream: {
      token: "notebook-token",
      iss: "https://notebook.example",
      sub: "svc-notebook",
      kind: "api_key",
      credential: "nb-key-1",
    },
    callers: {
      nora: caller("00nora"),
      oscar: caller("00oscar"),
      astray: { ...caller("00nora"), aud: "https://elsewhere.example" },
    },
  });
}

/** `run` gives the text of the answer, or why there was none; `told` is what came on the way. */
export async function connected(point: EnforcementPoint, token: string) {
  const client = new Client({ name: "journey", version: "1.0.0" });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(point.url), { requestInit }));
  const told: string[] = [];
  const runTool = async (name: string, id: string, signal?: AbortSignal) => {
    const onprogress = ({ message }: { message?: string | undefined }) =>
      void told.push(message ?? "");
    try {
      const asked = { name, arguments: { id } };
      const { content } = await client.callTool(asked, undefined, {
        onprogress,
        ...(signal && { signal }),
      });
      return z.array(z.object({ text: z.string() })).parse(content)[0]?.text;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  return { client, run: runTool, told };
}

/** The same in a session of its own. */
export async function call(point: EnforcementPoint, token: string, name: string, id: string) {
  const { client, run: runTool } = await connected(point, token);
  const said = await runTool(name, id);
  await client.close();
  return said;
}
