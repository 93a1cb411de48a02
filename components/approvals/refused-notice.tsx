"use client";
import { ApiError } from "@/lib/api-client";
import { endSession } from "../session/session-client";
import { Button } from "../ui/button";
import { InertText } from "../ui/inert-text";
import { Notice } from "../ui/notice";

/** Why the API would not do it; for an old sign-in the way to a new one, and back to `back`. */
export function RefusedNotice({ error, back }: { error: Error; back: string }) {
  const isStale = error instanceof ApiError && error.details["signInAgain"] === true;
  return (
    <Notice>
      <InertText text={error.message} />
      {isStale && (
        <Button size="sm" className="mt-2 flex" onClick={() => void endSession(back)}>
          Sign in again
        </Button>
      )}
    </Notice>
  );
}
