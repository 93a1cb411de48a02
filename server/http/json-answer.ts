import { ServerResponse } from "node:http";

/** What node-server's listener takes for "somebody wrote the answer already". */
const ALREADY_SENT = new Response(null, { headers: { "x-hono-already-sent": "true" } });

/**
 * Answers with JSON. Written to Node's response where there is one: a web Response costs a gateway
 * that waits as much as the rest of the request.
 */
export function answerJson(env: unknown, value: unknown, status: number): Response {
  const outgoing = outgoingOf(env);
  if (outgoing === undefined) return Response.json(value, { status });
  // As text: Node writes the head and a text with one call, the head and bytes with two.
  const body = JSON.stringify(value);
  outgoing.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  outgoing.end(body);
  return ALREADY_SENT;
}

function outgoingOf(env: unknown): ServerResponse | undefined {
  if (typeof env !== "object" || env === null || !("outgoing" in env)) return undefined;
  return env.outgoing instanceof ServerResponse ? env.outgoing : undefined;
}
