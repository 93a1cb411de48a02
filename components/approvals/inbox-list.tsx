"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { approvalsOptions } from "@/lib/approvals/options";
import { type ApprovalsAddress, routes } from "@/lib/routes";
import { Button } from "../ui/button";
import { InboxEmpty } from "./inbox-empty";
import { InboxRow } from "./inbox-row";
import type { Go } from "./use-inbox-address";
import { useListKeys } from "./use-list-keys";
import { useServerNow } from "./use-server-now";
import { TAB_WORDS } from "./words";

/** One page of a tab: what waits with the first to expire first, the rest newest first. */
export function InboxList({ address, go }: { address: ApprovalsAddress; go: Go }) {
  const { data: page } = useSuspenseQuery(approvalsOptions(address));
  const now = useServerNow(page.now);
  const tab = address.tab ?? "mine";
  const linkRef = useListKeys(
    page.items.map(({ id }) => id),
    address.approval,
    (approval) => go({ approval }, { replace: true }),
  );
  if (page.items.length === 0)
    return <InboxEmpty tab={tab} page={page} address={address} go={go} />;
  const waits = tab === "mine" || tab === "groups";
  return (
    <>
      <ul aria-label={`${TAB_WORDS[tab]}, ${waits ? "expiring first" : "newest first"}`}>
        {page.items.map((approval) => (
          <li key={approval.id}>
            <InboxRow
              approval={approval}
              href={routes.approvals({ ...address, approval: approval.id })}
              open={approval.id === address.approval}
              now={now}
              onOpen={() => go({ approval: approval.id })}
              linkRef={linkRef(approval.id)}
            />
          </li>
        ))}
      </ul>
      {(page.next !== null || address.cursor !== undefined) && (
        <div className="flex justify-end gap-2 px-3 py-2 md:px-4">
          {address.cursor !== undefined && (
            <Button onClick={() => go({ cursor: undefined })}>First page</Button>
          )}
          {page.next !== null && (
            <Button onClick={() => go({ cursor: page.next ?? undefined })}>
              {waits ? "Later" : "Older"}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
