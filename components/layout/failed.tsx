"use client";
import { Lock, TriangleAlert } from "lucide-react";
import { ApiError } from "@/lib/api-client";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { InertText } from "../ui/inert-text";
import { StatePanel } from "../ui/state-panel";

/** What failed, the request id to ask about, and a way to try again. A refusal is not a failure. */
export function Failed({
  error,
  retry,
  className,
}: {
  error: unknown;
  retry: () => void;
  className?: string;
}) {
  if (error instanceof ApiError && error.status === 403)
    return <NotPermitted detail={error.message} />;
  const requestId = requestIdOf(error);
  return (
    <StatePanel
      role="alert"
      className={className}
      icon={<TriangleAlert aria-hidden />}
      title={
        error instanceof ApiError && error.status === 404 ? "Not found" : "This could not be read"
      }
      actions={<Button onClick={retry}>Try again</Button>}
    >
      <p>
        <InertText
          text={
            error instanceof ApiError
              ? error.message
              : "Something went wrong on our side. It is in the server's log."
          }
        />
      </p>
      {requestId && (
        <p className="flex items-center gap-1 font-mono text-xs text-ink-3">
          request {requestId}
          <CopyButton label="Copy the request id" text={requestId} />
        </p>
      )}
    </StatePanel>
  );
}

/** Which permission is missing, and who can give it. */
export function NotPermitted({ detail }: { detail: string }) {
  return (
    <StatePanel icon={<Lock aria-hidden />} title="You may not see this">
      <p>{detail}</p>
      <p>An owner can give you a role that includes it.</p>
    </StatePanel>
  );
}

function requestIdOf(error: unknown): string | null {
  if (error instanceof ApiError) return error.requestId;
  if (error instanceof Error && "digest" in error && typeof error.digest === "string")
    return error.digest;
  return null;
}
