import { KeyRound } from "lucide-react";
import Link from "next/link";
import type { PasskeyStanding } from "@/lib/approvals/passkey-standing";
import { routes } from "@/lib/routes";

/** Why the viewer's yes takes a passkey that they do not have, and the way to one and back. */
export function PasskeyNeeded({
  id,
  passkey: { why, canAdd },
}: {
  id: string;
  passkey: PasskeyStanding;
}) {
  return (
    <p className="flex gap-2 text-xs text-ink-2">
      <KeyRound aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0">
        {why}
        {canAdd && (
          <>
            {" "}
            <Link
              href={routes.passkeys(routes.approval(id))}
              className="font-medium text-ink underline decoration-line-strong underline-offset-2 hover:decoration-ink"
            >
              Add a passkey
            </Link>
          </>
        )}
      </span>
    </p>
  );
}
