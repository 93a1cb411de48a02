"use client";
import { isStale } from "@/lib/approvals/prove-and-decide";
import { endSession } from "../../session/session-client";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";

/**
 * Why it was not decided; for an old sign-in the way to a new one, and back to this very card; where
 * no passkey signed and none has to, the way without.
 */
export function DecideProblem({
  error,
  back,
  onSignIn,
}: {
  error: Error;
  /** Where a new sign-in leads to. */
  back: string;
  onSignIn: (() => void) | null;
}) {
  const stale = isStale(error);
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
