import type { Instrumentation } from "next";
import { container } from "@/lib/container";
import { describeError } from "@/lib/describe-error";

/** Logs what a page threw under the digest that its error page shows. */
export const onRequestError: Instrumentation.onRequestError = (error, request) => {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  const requestId = request.headers["x-request-id"];
  container().log.error({ digest, requestId, ...describeError(error) }, "page failed");
};
