"use client";
import { Unplug } from "lucide-react";
import { Button } from "../ui/button";
import { StatePanel } from "../ui/state-panel";
import { Failed, LogReference } from "./failed";
import { useReadyAgain } from "./use-ready-again";

/**
 * In place of a page that failed. Where the server failed, React hands over only a digest: the server's log
 * has the rest under it.
 */
export function PageFailed({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = digestOf(error);
  useReadyAgain(digest !== null, retry, true);
  if (digest === null) return <Failed error={error} retry={retry} />;
  return (
    <StatePanel
      role="alert"
      icon={<Unplug aria-hidden />}
      title="The server could not make this page"
      actions={<Button onClick={retry}>Try again</Button>}
    >
      <p>
        Perhaps its database is away. If so, the page is tried again by itself when the database is
        back.
      </p>
      <p>If it goes on, look for this error in the server’s log:</p>
      <LogReference name="error" id={digest} />
    </StatePanel>
  );
}

function digestOf(error: unknown): string | null {
  return error instanceof Error && "digest" in error && typeof error.digest === "string"
    ? error.digest
    : null;
}
