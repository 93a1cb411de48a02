"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { approvalsOptions } from "@/lib/approvals/options";
import type { ApprovalView } from "@/lib/approvals/view";
import { type ApprovalsAddress, routes } from "@/lib/routes";
import { Button } from "../ui/button";
import { InboxEmpty } from "./inbox-empty";
import { InboxRow } from "./inbox-row";
import type { Go } from "./use-inbox-address";
import { useListKeys } from "./use-list-keys";
import { useServerNow } from "./use-server-now";
import { toggled, whyNotAdded } from "./selection/alike";
import { SelectBox } from "./selection/select-box";
import { SelectionStrip } from "./selection/selection-strip";
import type { Selection } from "./selection/use-selection";
import { TAB_WORDS } from "./words";

/** One page of a tab: what waits with the first to expire first, the rest newest first. */
export function InboxList({
  address,
  go,
  selection,
}: {
  address: ApprovalsAddress;
  go: Go;
  selection: Selection;
}) {
  const { data: page } = useSuspenseQuery(approvalsOptions(address));
  const now = useServerNow(page.now);
  const tab = address.tab ?? "mine";
  const selects = tab === "mine" && page.viewer.approver && page.viewer.linked;
  // What has left the list is not ticked any more, unless it stands on another page.
  const isAll = page.next === null && address.cursor === undefined;
  const ids = selection.isOpen || !isAll ? selection.ids : presentIn(page.items, selection.ids);
  const against = (one: ApprovalView) => whyNotAdded(one, page.items, ids);
  const toggle = (id: string) => selection.set(toggled(ids, id));
  const linkRef = useListKeys(
    page.items.map(({ id }) => id),
    address.approval,
    {
      onMoveOpen: (approval) => go({ approval }, { replace: true }),
      onSelect: (id) => {
        const one = page.items.find((item) => item.id === id);
        if (selects && one && against(one) === null) toggle(id);
      },
    },
  );
  if (page.items.length === 0)
    return <InboxEmpty tab={tab} page={page} address={address} go={go} />;
  const waits = tab === "mine" || tab === "groups";
  return (
    <>
      <ul aria-label={`${TAB_WORDS[tab]}, ${waits ? "expiring first" : "newest first"}`}>
        {page.items.map((approval) => (
          <li key={approval.id} className="relative">
            <InboxRow
              approval={approval}
              href={routes.approvals({ ...address, approval: approval.id, together: undefined })}
              open={approval.id === address.approval}
              now={now}
              onOpen={() => go({ approval: approval.id, together: undefined })}
              linkRef={linkRef(approval.id)}
              selects={selects}
            />
            {selects && (
              <SelectBox
                approval={approval}
                checked={ids.includes(approval.id)}
                against={against(approval)}
                onToggle={() => toggle(approval.id)}
              />
            )}
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
      {selects && (
        <SelectionStrip
          rows={page.items}
          ids={ids}
          isOpen={selection.isOpen}
          onChange={selection.set}
          onOpen={() => go({ together: ids.join(","), approval: undefined })}
        />
      )}
    </>
  );
}

function presentIn(items: readonly ApprovalView[], ids: readonly string[]): readonly string[] {
  return ids.filter((id) => items.some((one) => one.id === id));
}
