import { request } from "node:http";

/**
 * Posts a body of native events over the agent's connections. `status` is the HTTP status, or Node's
 * code where no answer came; `answer` is the parsed body of a 200.
 */
export function send(agent, base, key, bytes) {
  return new Promise((resolve) => {
    const failed = (error) => resolve({ status: error.code });
    const outgoing = request(
      `${base}/api/v1/events`,
      {
        method: "POST",
        agent,
        headers: {
          authorization: `Bearer ${key}`,
          "content-type": "application/json",
          "content-length": bytes.length,
        },
      },
      (incoming) => {
        const chunks = [];
        incoming.on("data", (chunk) => chunks.push(chunk));
        incoming.on("error", failed);
        incoming.on("end", () => {
          const { statusCode: status, headers } = incoming;
          const answer = status === 200 ? JSON.parse(Buffer.concat(chunks).toString("utf8")) : null;
          resolve({ status, retryAfter: headers["retry-after"], answer });
        });
      },
    );
    outgoing.on("error", failed);
    outgoing.end(bytes);
  });
}
