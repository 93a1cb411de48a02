// Requests of one session that are not answered yet. Each is settled, and reported, once.
import type { RequestId } from "@modelcontextprotocol/sdk/types.js";
import { callEvent, type OpenCall, type Outcome } from "./call-event";
import type { Reporter } from "./reporter";
import type { Settings } from "./settings";

export type OpenCalls = {
  /** The signal aborts when the call is settled before its decision. */
  begin: (id: RequestId, call: OpenCall) => AbortSignal;
  find: (id: RequestId) => OpenCall | undefined;
  settle: (id: RequestId, outcome: Outcome, result?: unknown) => void;
  settleAll: (outcome: Outcome) => void;
};

export function openCalls(settings: Settings, reporter: Reporter): OpenCalls {
  const open = new Map<RequestId, { call: OpenCall; over: AbortController }>();
  const settle = (id: RequestId, outcome: Outcome, result?: unknown) => {
    const found = open.get(id);
    if (found === undefined) return;
    open.delete(id);
    found.over.abort();
    reporter.add(callEvent(settings, found.call, outcome, result));
  };
  return {
    begin: (id, call) => {
      const over = new AbortController();
      open.set(id, { call, over });
      return over.signal;
    },
    find: (id) => open.get(id)?.call,
    settle,
    settleAll: (outcome) => {
      for (const id of open.keys()) settle(id, outcome);
    },
  };
}
