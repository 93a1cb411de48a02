// HTTP/1.1 over plain sockets: a load generator that costs a fraction of what it measures. Knows only
// answers that state their length.
import { connect } from "node:net";

/** A request as bytes. */
export function postBytes(base, path, key, body) {
  const { host } = new URL(base);
  const text = JSON.stringify(body);
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${key}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}

/** One request at a time on each connection; those that are sent meanwhile wait their turn. */
export async function rawClient(base, connections) {
  const { hostname, port } = new URL(base);
  const idle = [];
  const waiting = [];
  const all = [];
  const next = (one) => {
    const job = waiting.shift();
    if (job === undefined) idle.push(one);
    else begin(one, job);
  };
  const begin = (one, job) => {
    one.job = job;
    one.socket.write(job.bytes);
  };
  for (let n = 0; n < connections; n += 1) {
    const one = { socket: connect(Number(port), hostname), received: "", job: undefined };
    await new Promise((resolve, reject) =>
      one.socket.once("connect", resolve).once("error", reject),
    );
    one.socket.setNoDelay(true).setEncoding("latin1");
    one.socket.on("data", (chunk) => {
      one.received += chunk;
      const answer = answerIn(one.received);
      if (answer === undefined) return;
      const { job } = one;
      one.received = "";
      one.job = undefined;
      job.resolve(answer);
      next(one);
    });
    const failed = (error) => one.job?.reject(error ?? new Error("the connection was closed"));
    one.socket.on("error", failed).on("close", () => failed());
    all.push(one);
    idle.push(one);
  }
  return {
    send: (bytes) =>
      new Promise((resolve, reject) => {
        const job = { bytes, resolve, reject };
        const one = idle.pop();
        if (one === undefined) waiting.push(job);
        else begin(one, job);
      }),
    close: () => {
      for (const { socket } of all) socket.destroy();
    },
  };
}

function answerIn(received) {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = received.slice(0, end);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
  if (received.length < end + 4 + length) return undefined;
  return { status: Number(head.slice(9, 12)), body: received.slice(end + 4) };
}
