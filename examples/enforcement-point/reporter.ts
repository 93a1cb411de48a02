// Events on their way to Onbehalf: kept until it has answered for each, in order, some at a time.
import { z } from "zod";
import type { CallEvent } from "./call-event";
import type { Settings } from "./settings";

const TOGETHER = 10;
/** Bytes: Onbehalf keeps no larger event. */
const LARGEST = 256 * 1024;
const AGAIN_AFTER_MS = 1_000;
/** Beyond this nothing more is forwarded: a call that cannot be reported is not made. */
const MOST_WAITING = 1_000;

const answerSchema = z.object({
  results: z.array(z.object({ status: z.string(), reason: z.string().optional() })),
});

export type Reporter = {
  add: (event: CallEvent | undefined) => void;
  isFull: () => boolean;
  /** Sends what waits, or throws what kept it from being sent. */
  flush: () => Promise<void>;
};

export function reporter({ url, key }: Settings["onbehalf"]): Reporter {
  const waiting: string[] = [];
  let sending: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const sendAll = async () => {
    while (waiting.length > 0) {
      const together = waiting.slice(0, TOGETHER);
      const response = await fetch(new URL("/api/v1/events/native", url), {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: `[${together.join(",")}]`,
        signal: AbortSignal.timeout(10_000),
      });
      if (response.status !== 200) throw new Error(`events: HTTP ${response.status}`);
      for (const { status, reason } of answerSchema.parse(await response.json()).results) {
        if (status === "quarantined") console.error(`an event went to quarantine: ${reason}`);
      }
      waiting.splice(0, together.length);
    }
  };
  const flush = (): Promise<void> => {
    sending ??= sendAll().finally(() => (sending = undefined));
    return sending;
  };
  const schedule = (ms: number) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      flush().catch((error: unknown) => {
        console.error(`${String(error)}; tried again, ${waiting.length} wait`);
        schedule(AGAIN_AFTER_MS);
      });
    }, ms).unref();
  };

  return {
    add: (event) => {
      if (event === undefined) return;
      waiting.push(textOf(event));
      schedule(0);
    },
    isFull: () => waiting.length >= MOST_WAITING,
    flush,
  };
}

/** An event that would be too large goes without the result, then without the arguments. */
function textOf(event: CallEvent): string {
  const { result, tool, ...rest } = event;
  const bare = { ...rest, tool: tool && { ...tool, arguments: undefined } };
  const texts = [
    { ...rest, tool, result },
    { ...rest, tool },
  ].map((one) => JSON.stringify(one));
  return texts.find((text) => Buffer.byteLength(text) <= LARGEST) ?? JSON.stringify(bare);
}
