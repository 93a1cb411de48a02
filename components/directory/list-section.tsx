"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useDeferredValue } from "react";
import type { z } from "zod";
import type { DIRECTORY_ITEMS, DirectoryList } from "@/lib/identity/directory-views";
import { directoryOptions } from "@/lib/identity/options";
import type { ListAddress } from "@/lib/routes";
import { QueryBoundary } from "../layout/query-boundary";
import { Button } from "../ui/button";
import { InertText } from "../ui/inert-text";
import { StatePanel } from "../ui/state-panel";
import { ListSkeleton } from "./list-skeleton";
import { SearchBox } from "./search-box";
import { SectionHead } from "./section-head";
import { useListAddress } from "./use-list-address";

type Items<List extends DirectoryList> = z.infer<(typeof DIRECTORY_ITEMS)[List]>[];

type Props<List extends DirectoryList> = {
  list: List;
  title: string;
  /** What these are and what they do, in a sentence. */
  lead: string;
  /** What the search looks at; lists that are short by nature have none. */
  search?: string;
  actions?: React.ReactNode;
  /** Stands where rows would be while the list is empty. */
  empty: React.ReactNode;
  children: (items: Items<List>, now: number) => React.ReactNode;
};

/** One list of the directory: what it is, search, rows or why there are none, and further pages. */
export function ListSection<List extends DirectoryList>(props: Props<List>) {
  const { list, title, lead, search, actions } = props;
  const [address, go] = useListAddress();
  const shown = useDeferredValue(address);
  return (
    <>
      <SectionHead title={title} lead={lead}>
        {search && <SearchBox text={address.q ?? ""} what={search} onText={(q) => go({ q })} />}
        {actions}
      </SectionHead>
      <QueryBoundary
        queryKey={directoryOptions(list, shown).queryKey}
        loading={<ListSkeleton label={title} />}
      >
        <Rows {...props} address={shown} go={go} />
      </QueryBoundary>
    </>
  );
}

function Rows<List extends DirectoryList>({
  list,
  empty,
  children,
  address,
  go,
}: Props<List> & { address: ListAddress; go: (change: ListAddress) => void }) {
  const { data, dataUpdatedAt } = useSuspenseQuery(directoryOptions(list, address));
  // The schema was chosen by the list's name, which the compiler cannot follow.
  const items = data.items as Items<List>;
  if (items.length === 0)
    return address.q || address.cursor ? <NothingMatches address={address} go={go} /> : empty;
  return (
    <>
      {children(items, dataUpdatedAt)}
      {(data.next !== null || address.cursor) && (
        <div className="flex justify-end gap-2 px-3 py-2 md:px-4">
          {address.cursor && <Button onClick={() => go({ cursor: "" })}>First page</Button>}
          {data.next !== null && (
            <Button onClick={() => go({ cursor: data.next ?? "" })}>Next page</Button>
          )}
        </div>
      )}
    </>
  );
}

function NothingMatches({
  address,
  go,
}: {
  address: ListAddress;
  go: (change: ListAddress) => void;
}) {
  return (
    <StatePanel
      role="status"
      icon={<SearchX aria-hidden />}
      title="Nothing matches"
      actions={<Button onClick={() => go({ q: "" })}>Show all</Button>}
    >
      {address.q && (
        <p>
          No entry contains “<InertText text={address.q} spaces />
          ”.
        </p>
      )}
    </StatePanel>
  );
}
