// The way to the MCP server: the client's messages, and requests of our own among them.
import { randomUUID } from "node:crypto";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import {
  isJSONRPCErrorResponse,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  type RequestId,
} from "@modelcontextprotocol/sdk/types.js";
import type { Settings } from "./settings";

const WAIT_MS = 5_000;

export type ServerLink = {
  send: (message: JSONRPCMessage) => Promise<void>;
  /** The result of a request of our own. Throws where there is none within five seconds. */
  request: (method: string, params: Record<string, unknown>) => Promise<unknown>;
  /** What the client agreed on with the server. */
  speak: (protocolVersion: string) => void;
  close: () => Promise<void>;
};

/** `receive` gets what the server sends, except the answers to our own requests. */
export async function serverLink(
  { server, downstream }: Settings,
  receive: (message: JSONRPCMessage) => void,
): Promise<ServerLink> {
  const transport = new StreamableHTTPClientTransport(new URL(server.url), {
    requestInit: { headers: { authorization: `Bearer ${downstream.token}` } },
  });
  const waiting = new Map<RequestId, (answer: JSONRPCMessage) => void>();
  transport.onmessage = (message) => {
    const answers = isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message);
    const take = answers && message.id !== undefined ? waiting.get(message.id) : undefined;
    if (take === undefined) receive(message);
    else take(message);
  };
  await transport.start();

  return {
    send: (message) => transport.send(message),
    speak: (protocolVersion) => transport.setProtocolVersion(protocolVersion),
    close: () => transport.close(),
    request: async (method, params) => {
      // Random: a client that knew it could take the answer.
      const id = randomUUID();
      try {
        const answer = await new Promise<JSONRPCMessage>((resolve, reject) => {
          waiting.set(id, resolve);
          setTimeout(() => reject(new Error(`${method}: no answer`)), WAIT_MS).unref();
          transport.send({ jsonrpc: "2.0", id, method, params }).catch(reject);
        });
        if (isJSONRPCResultResponse(answer)) return answer.result;
        throw new Error(`${method}: ${JSON.stringify(answer)}`);
      } finally {
        waiting.delete(id);
      }
    },
  };
}
