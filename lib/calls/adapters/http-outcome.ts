// How a call ended, as far as an HTTP status tells: an MCP error travels inside a 200.
import type { Outcome } from "../model";

/** `unknown` without a status. */
export function httpOutcome(status: number | undefined): Outcome {
  if (status === undefined || status < 100) return "unknown";
  if (status === 401 || status === 403) return "denied";
  if (status === 408 || status === 504) return "timeout";
  return status >= 400 ? "error" : "ok";
}

/** The status as a code of the outcome, where it is a failure. */
export function httpFailureCode(status: number | undefined): string | undefined {
  return status !== undefined && status >= 400 ? String(status) : undefined;
}
