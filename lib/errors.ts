/** Codes a caller can act on; each has one HTTP status (`server/http/problem.ts`). */
export type ErrorCode =
  | "unreadable"
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "gone"
  | "too_large"
  | "unsupported_media"
  | "too_many_requests"
  | "unavailable";

export type FieldError = { path: string; message: string };

/** Something the caller caused; its message is public. Anything else that is thrown is a bug. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldError[];
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | undefined;
  /** What the caller needs to go on, for programs: public too. */
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(
    code: ErrorCode,
    publicMessage: string,
    more: {
      fields?: readonly FieldError[];
      retryAfter?: number;
      details?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(publicMessage);
    this.name = "DomainError";
    this.code = code;
    this.fields = more.fields ?? [];
    this.retryAfter = more.retryAfter;
    this.details = more.details;
  }
}
