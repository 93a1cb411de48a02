"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { RECENT_MINUTES } from "@/lib/access/ways-in";
import { passkeysOptions } from "@/lib/passkeys/options";
import { routes } from "@/lib/routes";
import { endSession } from "../../session/session-client";
import { Button } from "../../ui/button";
import { buttonStyle } from "../../ui/button-style";
import { Passkeys } from "../passkeys";
import { AddPasskey } from "./add-passkey";
import { useStaleSignIn } from "./use-stale-sign-in";

/** One's own passkeys. `back`: the page of the console that sent somebody here for one. */
export function OwnPasskeys({ back }: { back: string | null }) {
  const {
    data: { items, impossible },
  } = useSuspenseQuery(passkeysOptions(null));
  const isStale = useStaleSignIn();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The list was not there yet when the browser looked for it.
    if (window.location.hash === "#passkeys") place.current?.scrollIntoView({ block: "center" });
  }, []);
  const stale = isStale ? "Sign in again first" : null;
  return (
    <div ref={place} className="grid gap-3">
      {back !== null && (
        <div className="flex flex-wrap items-center gap-3 rounded-md border px-3 py-2">
          <p className="min-w-48 flex-1">
            {items.length === 0
              ? "Add a passkey here, then go back to what you were about to decide."
              : "Go back to what you were about to decide."}
          </p>
          <Link href={back} className={buttonStyle({ size: "sm" })}>
            Go back
          </Link>
        </div>
      )}
      {(items.length > 0 || impossible === null) && (
        <Passkeys whose={null} disabledReason={stale} />
      )}
      {impossible === null ? (
        <div className="flex flex-wrap items-center gap-3">
          <AddPasskey disabledReason={stale} />
          {isStale && (
            <>
              <p className="min-w-48 flex-1 text-xs text-ink-2">
                Passkeys can be added and removed within {RECENT_MINUTES} minutes of a sign-in.
              </p>
              <Button
                size="sm"
                onClick={() => void endSession(routes.profile({ back: back ?? undefined }))}
              >
                Sign in again
              </Button>
            </>
          )}
        </div>
      ) : (
        <p className="rounded-md border px-3 py-2 text-ink-2">{impossible}</p>
      )}
    </div>
  );
}
