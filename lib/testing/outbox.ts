// An outbox on a database of its own, with a receiver on this machine that answers as told.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Server as NetServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { openMetrics } from "../metrics/metrics";
import { createChannel } from "../notify/create-channel";
import type { OutboxDeps } from "../notify/deliver-due";
import { enqueue } from "../notify/enqueue";
import { listDeliveries } from "../notify/list-channels";
import type { DeliveryView } from "../notify/model";
import { asOperator, type TestDeployment, testDeployment } from "./deployment";

type Received = { id: string; body: string; headers: IncomingMessage["headers"] };
type Answer = {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  afterMs?: number;
};

export type TestOutbox = {
  deployment: TestDeployment;
  deps: OutboxDeps & { metrics: ReturnType<typeof openMetrics> };
  port: number;
  /** What the receiver got, how it answers, and how many requests were open at once. */
  received: Received[];
  answer: Answer;
  mostOpen: number;
  /** No channels, no messages, and a receiver that takes everything. */
  reset: () => Promise<void>;
  hook: (address?: string, from?: OutboxDeps) => Promise<{ id: string; secret: string | null }>;
  /** Writes the message that a source fell silent. */
  tell: (key: string) => Promise<void>;
  /** Newest first. */
  messages: () => Promise<DeliveryView[]>;
  /** The newest one; throws where there is none. */
  first: () => Promise<DeliveryView>;
  makeDue: () => Promise<unknown>;
  close: () => Promise<void>;
};

export async function testOutbox(): Promise<TestOutbox> {
  const deployment = await testDeployment();
  const { pool, keys } = deployment;
  const receiver = createServer(
    (request, response) => void take(request).then((it) => it(response)),
  );
  const port = await listening(receiver);
  const env = {
    url: new URL("https://onbehalf.example"),
    smtpUrl: undefined,
    allowAddresses: ["127.0.0.1"],
  };
  let open = 0;
  async function take(request: IncomingMessage) {
    open += 1;
    box.mostOpen = Math.max(box.mostOpen, open);
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const { headers: sent } = request;
    box.received.push({ id: String(sent["webhook-id"]), body, headers: sent });
    const { status, headers, body: text, afterMs } = box.answer;
    await pause(afterMs ?? 0);
    open -= 1;
    return (response: ServerResponse) => response.writeHead(status, headers).end(text);
  }
  const box: TestOutbox = {
    deployment,
    deps: { pool, keys, env, metrics: openMetrics() },
    port,
    received: [],
    answer: { status: 204 },
    mostOpen: 0,
    reset: async () => {
      await pool.sql`TRUNCATE outbox, channel CASCADE`;
      Object.assign(box, { received: [], answer: { status: 204 }, mostOpen: 0 });
    },
    hook: (address = `http://127.0.0.1:${port}/hook`, from = box.deps) =>
      createChannel(from)(asOperator(pool), {
        kind: "webhook",
        name: "hook",
        events: ["source.silent"],
        address,
      }),
    tell: (key) =>
      pool.db.transaction((tx) =>
        enqueue(tx, {
          event: "source.silent",
          dedupeKey: key,
          message: { title: key, text: "quiet", path: "/overview", data: { source: key } },
        }),
      ),
    messages: async () => (await listDeliveries(pool.sql, { limit: 200 })).items,
    first: async () => {
      const [newest] = await box.messages();
      if (!newest) throw new Error("there is no message");
      return newest;
    },
    makeDue: () => pool.sql`UPDATE outbox SET next_at = now(), leased_until = NULL`,
    close: async () => {
      receiver.close();
      await deployment.close();
    },
  };
  return box;
}

/** The port on which the server listens from now on. */
export function listening(server: NetServer): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}
