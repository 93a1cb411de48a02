"use client";
import type { QueryKey } from "@tanstack/react-query";
import { isUnanswered } from "@/lib/api-client";
import { isStale } from "@/lib/approvals/prove-and-decide";
import { endSession } from "../../session/session-client";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { useReadSince } from "../use-last-read";

/**
 * Why it was not decided; for an old sign-in the way to a new one, and back to this very card; where
 * no passkey signed and none has to, the way without. That no answer came is said until the card, which
 * tells whether it counted, was read again.
 */
export function DecideProblem({
  error,
  failedAt,
  queryKey,
  back,
  onSignIn,
}: {
  error: Error;
  /** By this browser's clock. */
  failedAt: number;
  /** Of the card. */
  queryKey: QueryKey;
  /** Where a new sign-in leads to. */
  back: string;
  onSignIn: (() => void) | null;
}) {
  const stale = isStale(error);
  const isReadAgain = useReadSince(queryKey, failedAt);
  if (isUnanswered(error)) return isReadAgain ? null : <Notice>{NO_ANSWER}</Notice>;
  return (
    <Notice>
      <InertText text={error.message} />
      {stale && (
        <Button size="sm" className="mt-2 flex" onClick={() => void endSession(back)}>
          Sign in again
        </Button>
      )}
      {onSignIn && (
        <Button size="sm" className="mt-2 flex" onClick={onSignIn}>
          Use your sign-in instead
        </Button>
      )}
    </Notice>
  );
}

const NO_ANSWER =
  "No answer came. Whether it counted shows here as soon as the server can be reached again; trying again cannot count twice.";
