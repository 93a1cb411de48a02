"use client";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import type { Whose } from "@/lib/access/options";
import { removePasskey } from "@/lib/passkeys/change-passkeys";
import type { PasskeyView } from "@/lib/passkeys/model";
import { passkeysOptions } from "@/lib/passkeys/options";
import { Ago } from "../ui/ago";
import { ConfirmButton } from "../ui/confirm-button";
import { InertText } from "../ui/inert-text";
import { RenamePasskey } from "./profile/rename-passkey";

/** The passkeys of a member, or one's own. */
export function Passkeys({
  whose,
  disabledReason = null,
}: {
  whose: Whose;
  /** Why none can be removed now. */
  disabledReason?: string | null;
}) {
  const queries = useQueryClient();
  const options = passkeysOptions(whose);
  const {
    data: { items },
    dataUpdatedAt: now,
  } = useSuspenseQuery(options);
  if (items.length === 0) return <p className="text-ink-3">No passkeys.</p>;
  return (
    <ul aria-label="Passkeys" className="divide-y divide-line rounded-md border">
      {items.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2">
          <PasskeyFacts passkey={one} now={now} />
          <div className="flex gap-2">
            {whose === null && <RenamePasskey passkey={one} />}
            <ConfirmButton
              label="Remove"
              title={`Remove the passkey “${one.name}”?`}
              explanation={
                items.length === 1
                  ? "It signs nothing any more. Without another one, destructive calls cannot be approved; what it signed before holds."
                  : "It signs nothing any more. What it signed before holds."
              }
              action="Remove the passkey"
              withReason={whose !== null}
              disabledReason={disabledReason}
              run={async (reason) => {
                await removePasskey(whose, one.id, reason);
                await queries.invalidateQueries({ queryKey: options.queryKey });
              }}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}

function PasskeyFacts({ passkey, now }: { passkey: PasskeyView; now: number }) {
  const { id, name, createdAt, lastUsedAt, deviceBound, seasonedAt } = passkey;
  const isYoung = Date.parse(seasonedAt) > now;
  return (
    <div className="min-w-48 flex-1">
      <p className="font-medium wrap-anywhere" title={id}>
        <InertText text={name} spaces />
      </p>
      <p className="text-xs text-ink-3">
        added <Ago iso={createdAt} now={now} /> ·{" "}
        {lastUsedAt === null ? (
          "never used"
        ) : (
          <>
            used <Ago iso={lastUsedAt} now={now} />
          </>
        )}{" "}
        · {deviceBound ? "stays on its device" : "may be on several devices"}
      </p>
      {isYoung && (
        <p className="text-xs text-ink-2">
          Can decide destructive calls alone <Ago iso={seasonedAt} now={now} />
        </p>
      )}
    </div>
  );
}
