"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useDeferredValue } from "react";
import { catalogServersOptions, toolsOptions } from "@/lib/catalog/options";
import type { CatalogServerView, ToolView } from "@/lib/catalog/model";
import type { CatalogAddress } from "@/lib/routes";
import { ListSkeleton } from "../directory/list-skeleton";
import { SectionHead } from "../directory/section-head";
import { PageHeader } from "../layout/page-header";
import { QueryBoundary } from "../layout/query-boundary";
import { Button } from "../ui/button";
import { StatePanel } from "../ui/state-panel";
import { CatalogAccessProvider } from "./catalog-access";
import { CatalogFilters } from "./catalog-filters";
import { NoToolsYet } from "./no-tools-yet";
import { ServerGroup } from "./server-group";
import { useCatalogAddress } from "./use-catalog-address";
import { WaitingQueue } from "./waiting-queue";

/** Servers and tools as they were seen, and what of them waits for a review. */
export function CatalogPage({ mayWrite }: { mayWrite: boolean }) {
  return (
    <CatalogAccessProvider mayWrite={mayWrite}>
      <PageHeader title="Catalog" />
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={-1}>
        <QueryBoundary
          queryKey={catalogServersOptions().queryKey}
          loading={<ListSkeleton label="Catalog" />}
        >
          <Catalog />
        </QueryBoundary>
      </div>
    </CatalogAccessProvider>
  );
}

function Catalog() {
  const { data } = useSuspenseQuery(catalogServersOptions());
  const [address, go] = useCatalogAddress();
  const shown = useDeferredValue(address);
  const isFiltered = Object.keys(address).length > 0;
  return (
    <>
      <WaitingQueue waiting={data.waiting} />
      <SectionHead
        title="Servers and tools"
        lead={
          data.waiting === 0 && data.items.length > 0
            ? "Nothing waits for a review. A server that is learning lets everything in; end that once you know its tools."
            : "A server that is learning lets everything in; end that once you know its tools."
        }
      >
        {(data.items.length > 0 || isFiltered) && (
          <CatalogFilters address={address} servers={data.items} go={go} />
        )}
      </SectionHead>
      <QueryBoundary
        queryKey={toolsOptions(shown).queryKey}
        loading={<ListSkeleton label="Servers and tools" />}
      >
        <Groups servers={data.items} address={shown} go={go} />
      </QueryBoundary>
    </>
  );
}

function Groups({
  servers,
  address,
  go,
}: {
  servers: readonly CatalogServerView[];
  address: CatalogAddress;
  go: (change: CatalogAddress) => void;
}) {
  const { data, dataUpdatedAt } = useSuspenseQuery(toolsOptions(address));
  if (data.items.length === 0) {
    return Object.keys(address).length > 0 ? <NothingMatches go={go} /> : <NoToolsYet />;
  }
  const byId = new Map(servers.map((server) => [server.id, server]));
  return (
    <>
      {grouped(data.items).map(({ id, name, tools }) => (
        <ServerGroup
          key={id ?? ""}
          name={name}
          server={id === null ? undefined : byId.get(id)}
          tools={tools}
          now={dataUpdatedAt}
        />
      ))}
      {(data.next !== null || address.cursor) && (
        <div className="flex justify-end gap-2 px-3 py-2 md:px-4">
          {address.cursor && <Button onClick={() => go({ cursor: undefined })}>First page</Button>}
          {data.next !== null && (
            <Button onClick={() => go({ cursor: data.next ?? undefined })}>Next page</Button>
          )}
        </div>
      )}
    </>
  );
}

type Group = { id: string | null; name: string | null; tools: ToolView[] };

/** They come by server. */
function grouped(tools: readonly ToolView[]): Group[] {
  const groups: Group[] = [];
  for (const tool of tools) {
    const last = groups.at(-1);
    if (last && last.id === tool.serverId) last.tools.push(tool);
    else groups.push({ id: tool.serverId, name: tool.server, tools: [tool] });
  }
  return groups;
}

const ALL: CatalogAddress = { q: undefined, server: undefined, state: undefined, risk: undefined };

function NothingMatches({ go }: { go: (change: CatalogAddress) => void }) {
  return (
    <StatePanel
      role="status"
      icon={<SearchX aria-hidden />}
      title="No tool matches"
      actions={<Button onClick={() => go(ALL)}>Show all</Button>}
    >
      <p>No tool of the catalog fits what is searched and chosen above.</p>
    </StatePanel>
  );
}
