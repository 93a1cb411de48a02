// Errors as RFC 9457 problem details, mapped once.
import type { Logger } from "pino";
import { isDatabaseAway } from "../../lib/database-away";
import { codeOf, describeError } from "../../lib/describe-error";
import { DomainError, type ErrorCode } from "../../lib/errors";

const STATUS: Record<ErrorCode, { status: number; title: string }> = {
  unreadable: { status: 400, title: "The request cannot be read" },
  invalid: { status: 400, title: "The request is not valid" },
  unauthenticated: { status: 401, title: "Not signed in" },
  forbidden: { status: 403, title: "Not permitted" },
  not_found: { status: 404, title: "Not found" },
  conflict: { status: 409, title: "Conflict" },
  gone: { status: 410, title: "Gone" },
  too_large: { status: 413, title: "Too large" },
  unsupported_media: { status: 415, title: "Media type not supported" },
  too_many_requests: { status: 429, title: "Too many requests" },
  unavailable: { status: 503, title: "Not available" },
};

export function problem(error: DomainError, requestId: string): Response {
  const { status, title } = STATUS[error.code];
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (error.retryAfter !== undefined) headers.set("retry-after", String(error.retryAfter));
  if (status === 401) headers.set("www-authenticate", "Bearer");
  const body = {
    type: "about:blank",
    title,
    status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.fields.length > 0 && { errors: error.fields }),
    ...(error.details && { details: error.details }),
  };
  return new Response(JSON.stringify(body), { status, headers });
}

/** Whatever a handler threw. Bugs are logged with details and answered without any. */
export function problemOf(error: unknown, requestId: string, log: Logger): Response {
  if (error instanceof DomainError) return problem(error, requestId);
  if (isDatabaseAway(error)) {
    log.warn({ requestId, code: codeOf(error) }, "the database is away or at its limit");
    const away = new DomainError(
      "unavailable",
      "The database is away or at its limit; try again.",
      {
        retryAfter: 2,
      },
    );
    return problem(away, requestId);
  }
  log.error({ requestId, ...describeError(error) }, "request failed");
  return new Response(
    JSON.stringify({
      type: "about:blank",
      title: "Internal error",
      status: 500,
      detail: "Something failed here; the log has the details under this request id.",
      code: "internal",
      requestId,
    }),
    { status: 500, headers: { "content-type": "application/problem+json" } },
  );
}
