// The API behind its real listener on a real socket, and a client that may break HTTP's own rules.
import { createServer } from "node:http";
import { connect } from "node:net";
import type { TestApi } from "../../lib/testing/api";
import { listener, MAX_HEADER_SIZE } from "../http/listener";

export type WireAnswer = { status: number; headers: Headers; body: Buffer };

/** `end` says that no more will come, `hang up` cuts the connection. */
export type Ending = "wait" | "end" | "hang up";

export type TestSocket = {
  /** Writes these bytes; undefined where the connection ended without an answer. */
  send: (bytes: readonly Buffer[], ending: Ending) => Promise<WireAnswer | undefined>;
  close: () => Promise<void>;
};

export async function listenOn(api: TestApi): Promise<TestSocket> {
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_SIZE },
    listener(api.container, api.app, undefined),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    send: (bytes, ending) => exchange(port, bytes, ending),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** One request on a connection of its own. */
function exchange(
  port: number,
  bytes: readonly Buffer[],
  ending: Ending,
): Promise<WireAnswer | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    const received: Buffer[] = [];
    socket.on("data", (chunk) => received.push(chunk));
    socket.on("end", () => socket.end());
    // EPIPE: an answer that came before all was sent is an answer.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => resolve(readAnswer(Buffer.concat(received))));
    for (const chunk of bytes) socket.write(chunk);
    if (ending === "end") socket.end();
    if (ending === "hang up") socket.write("", () => socket.resetAndDestroy());
  });
}

const HEAD_END = "\r\n\r\n";

function readAnswer(bytes: Buffer): WireAnswer | undefined {
  const end = bytes.indexOf(HEAD_END);
  if (end === -1) return undefined;
  const [first = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
  const rest = bytes.subarray(end + HEAD_END.length);
  if (status < 200) return readAnswer(rest);
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
  const chunked = headers.get("transfer-encoding") === "chunked";
  return { status, headers, body: chunked ? dechunked(rest) : rest };
}

function dechunked(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; ;) {
    const end = bytes.indexOf("\r\n", at);
    const size = Number.parseInt(bytes.subarray(at, end).toString("latin1"), 16);
    if (end === -1 || !(size > 0)) return Buffer.concat(pieces);
    pieces.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
