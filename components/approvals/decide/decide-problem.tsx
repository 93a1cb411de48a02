"use client";
import { ApiError } from "@/lib/api-client";
import { routes } from "@/lib/routes";
import { endSession } from "../../session/session-client";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";

/** Why it was not decided; for an old sign-in the way to a new one, and back to this very card. */
export function DecideProblem({ error, id }: { error: Error; id: string }) {
  const stale = error instanceof ApiError && error.details["signInAgain"] === true;
  return (
    <Notice>
      <InertText text={error.message} />
      {stale && (
        <Button
          size="sm"
          className="mt-2 flex"
          onClick={() => void endSession(routes.approval(id))}
        >
          Sign in again
        </Button>
      )}
    </Notice>
  );
}
