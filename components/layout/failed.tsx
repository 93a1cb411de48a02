"use client";
import { Lock, TriangleAlert, Unplug } from "lucide-react";
import { ApiError, isPassing } from "@/lib/api-client";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { InertText } from "../ui/inert-text";
import { StatePanel } from "../ui/state-panel";
import { useReadyAgain } from "./use-ready-again";

/**
 * What failed, what to look for in the server's log, and a way to try again. What may pass by itself is
 * tried again when the server is ready. A refusal is not a failure.
 */
export function Failed({
  error,
  retry,
  className,
}: {
  error: unknown;
  retry: () => void;
  className?: string;
}) {
  const passing = isPassing(error);
  useReadyAgain(passing, retry);
  if (error instanceof ApiError && error.status === 403)
    return <NotPermitted detail={error.message} />;
  return (
    <StatePanel
      role="alert"
      className={className}
      icon={passing ? <Unplug aria-hidden /> : <TriangleAlert aria-hidden />}
      title={titleOf(error)}
      actions={<Button onClick={retry}>Try again</Button>}
    >
      <p>
        {error instanceof ApiError ? (
          <InertText text={error.message} />
        ) : (
          "Something went wrong in this page. Try again, or load the page anew."
        )}
      </p>
      {passing && <p>It is tried again as soon as the server is ready.</p>}
      {error instanceof ApiError && error.requestId && (
        <LogReference name="request" id={error.requestId} />
      )}
    </StatePanel>
  );
}

/** What to look for in the server's log. */
export function LogReference({ name, id }: { name: "request" | "error"; id: string }) {
  return (
    <p className="flex items-center gap-1 font-mono text-xs text-ink-3">
      {name} {id}
      <CopyButton label={`Copy the ${name} id`} text={id} />
    </p>
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

function titleOf(error: unknown): string {
  if (isPassing(error)) return "The server cannot answer now";
  return error instanceof ApiError && error.status === 404 ? "Not found" : "This could not be read";
}
