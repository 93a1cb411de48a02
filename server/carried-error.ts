// Errors on their way between threads, which keep nothing but a message of them.
import { DomainError, type ErrorCode } from "../lib/errors";
import { codeOf } from "../lib/describe-error";

export type CarriedError =
  | { domain: ErrorCode; message: string; retryAfter: number | undefined }
  | {
      name: string;
      message: string;
      stack: string | undefined;
      code: string | undefined;
    };

export function carryError(error: unknown): CarriedError {
  if (error instanceof DomainError) {
    return { domain: error.code, message: error.message, retryAfter: error.retryAfter };
  }
  if (!(error instanceof Error)) {
    return { name: "Error", message: `thrown: ${typeof error}`, stack: undefined, code: undefined };
  }
  return { name: error.name, message: error.message, stack: error.stack, code: codeOf(error) };
}

/** An error that is logged and answered as the one that was thrown. */
export function uncarryError(carried: CarriedError): Error {
  if ("domain" in carried) {
    const { domain, message, retryAfter } = carried;
    return new DomainError(domain, message, retryAfter === undefined ? {} : { retryAfter });
  }
  const { name, message, stack, code } = carried;
  const error = Object.assign(new Error(message), code === undefined ? {} : { code });
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
