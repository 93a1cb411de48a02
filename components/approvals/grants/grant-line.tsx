import type { GrantView } from "@/lib/approvals/view";
import { GrantEnd, GrantUses } from "./grant-uses";
import { RevokeGrant } from "./revoke-grant";
import { SCOPE_WORDS } from "./scope-words";

/** One grant on the card of the approval that made it. */
export function GrantLine({ grant, now }: { grant: GrantView; now: number }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border px-3 py-2.5">
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        <p>{SCOPE_WORDS[grant.scope]}</p>
        <p className="text-xs text-ink-3">
          Used <GrantUses grant={grant} /> · <GrantEnd grant={grant} now={now} />
        </p>
      </div>
      {grant.state === "standing" && <RevokeGrant grant={grant} />}
    </li>
  );
}
