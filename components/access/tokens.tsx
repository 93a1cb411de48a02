"use client";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { endToken } from "@/lib/access/change-access";
import type { TokenView } from "@/lib/access/members-view";
import { tokensOptions, type Whose } from "@/lib/access/options";
import { Ago } from "../ui/ago";
import { ConfirmButton } from "../ui/confirm-button";
import { InertText } from "../ui/inert-text";
import { Until } from "../ui/until";

/** The access tokens of a member, or one's own. */
export function Tokens({ whose }: { whose: Whose }) {
  const queries = useQueryClient();
  const options = tokensOptions(whose);
  const {
    data: { items },
    dataUpdatedAt: now,
  } = useSuspenseQuery(options);
  if (items.length === 0) return <p className="text-ink-3">No access tokens.</p>;
  return (
    <ul aria-label="Access tokens" className="divide-y divide-line rounded-md border">
      {items.map((one) => (
        <li key={one.id} className="flex items-center gap-3 px-3 py-2">
          <TokenFacts token={one} now={now} />
          <ConfirmButton
            label="Revoke"
            title={`Revoke the token “${one.name}”?`}
            explanation="Whatever uses it is refused at once."
            action="Revoke the token"
            withReason={whose !== null}
            run={async (reason) => {
              await endToken(whose, one.id, reason);
              await queries.invalidateQueries({ queryKey: options.queryKey });
            }}
          />
        </li>
      ))}
    </ul>
  );
}

function TokenFacts({ token, now }: { token: TokenView; now: number }) {
  const { id, name, expiresAt, lastUsedAt } = token;
  const expired = Date.parse(expiresAt) <= now;
  return (
    <div className="min-w-0 flex-1">
      <p className="truncate font-medium" title={`obp_${id}_…`}>
        <InertText text={name} spaces />
      </p>
      <p className="text-xs text-ink-3">
        {lastUsedAt === null ? (
          "never used"
        ) : (
          <>
            used <Ago iso={lastUsedAt} now={now} />
          </>
        )}{" "}
        · {expired ? "expired on" : "until"} <Until iso={expiresAt} />
      </p>
    </div>
  );
}
