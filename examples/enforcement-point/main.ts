// `npm run example`: the notes server with an enforcement point before it.
// `npm run example -- call TOOL '{…}'`: a client that calls a tool through it.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { z } from "zod";
import { notesTools, serveNotes } from "./notes-server";
import { serve } from "./serve";
import { settingsSchema } from "./settings";

const PORT = 4180;
const RESOURCE = `http://127.0.0.1:${PORT}/mcp`;
const ALICE = "alices-test-token";

const [verb, tool = "", args = "{}"] = process.argv.slice(2);
if (verb === "call") await call(tool, JSON.parse(args));
else await start();

async function start(): Promise<void> {
  const { ONBEHALF_KEY: key, ONBEHALF_URL: url = "http://localhost:3000" } = process.env;
  if (key === undefined) throw new Error("ONBEHALF_KEY is missing; see the README beside this.");
  const token = "the-one-token-of-notes";
  const notes = await serveNotes(token, notesTools, PORT + 1);
  const settings = settingsSchema.parse({
    onbehalf: { url, key },
    server: { name: "notes", url: notes.url, resource: RESOURCE },
    downstream: {
      token,
      iss: "https://notes.example",
      sub: "svc-notes",
      kind: "api_key",
      credential: "notes-key-1",
    },
    callers: {
      [ALICE]: { iss: "https://idp.example", sub: "alice", client_id: "desk", aud: RESOURCE },
    },
  });
  const point = await serve(settings, PORT);
  console.log(`notes at ${notes.url}, behind the enforcement point at ${point.url}`);
  process.once("SIGINT", () => void point.close().then(notes.close));
}

async function call(name: string, args: unknown): Promise<void> {
  const client = new Client({ name: "example", version: "1.0.0" });
  const headers = { authorization: `Bearer ${ALICE}` };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(RESOURCE), { requestInit: { headers } }),
  );
  try {
    const given = z.record(z.string(), z.unknown()).parse(args);
    // A call that waits for people says so; without that the client would give up after a minute.
    const options = {
      onprogress: ({ message }: { message?: string }) => console.error(message),
      resetTimeoutOnProgress: true,
    };
    const asked = { name, arguments: given };
    console.log(JSON.stringify(await client.callTool(asked, undefined, options)));
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
  } finally {
    await client.close();
  }
}
