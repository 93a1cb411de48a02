"use client";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { withdrawInvitation } from "@/lib/access/change-access";
import { invitationsOptions } from "@/lib/access/options";
import { Ago } from "../../ui/ago";
import { ConfirmButton } from "../../ui/confirm-button";
import { InertText } from "../../ui/inert-text";
import { Until } from "../../ui/until";
import { RoleList } from "../role-list";

/** Invitations nobody has accepted yet; nothing where there are none. */
export function Invitations() {
  const queries = useQueryClient();
  const options = invitationsOptions();
  const {
    data: { items },
    dataUpdatedAt: now,
  } = useSuspenseQuery(options);
  if (items.length === 0) return null;
  return (
    <section aria-label="Open invitations" className="grid gap-3 pt-8">
      <h2 className="text-base font-semibold">Open invitations</h2>
      <ul className="divide-y divide-line rounded-md border">
        {items.map((one) => (
          <li key={one.id} className="flex items-center gap-3 px-3 py-2">
            <div className="grid min-w-0 flex-1 gap-1">
              <p className="truncate font-medium" title={one.id}>
                <InertText text={one.email} spaces />
              </p>
              <RoleList roles={one.roles} />
              <p className="text-xs text-ink-3">
                by <InertText text={one.createdBy.replace(/^member:/, "")} spaces />{" "}
                <Ago iso={one.createdAt} now={now} /> · the link is good until{" "}
                <Until iso={one.expiresAt} />
              </p>
            </div>
            <ConfirmButton
              label="Remove"
              title={`Remove the invitation of ${one.email}?`}
              explanation="Its link opens nothing any more."
              action="Remove the invitation"
              run={async (reason) => {
                await withdrawInvitation(one.id, reason);
                await queries.invalidateQueries({ queryKey: options.queryKey });
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
