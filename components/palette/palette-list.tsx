"use client";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { CornerDownLeft } from "lucide-react";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { foundOptions } from "@/lib/calls/options";
import { builtInViews } from "@/lib/views/built-in";
import { viewsOptions } from "@/lib/views/options";
import { InertText } from "../ui/inert-text";
import { PALETTE_INPUT, PaletteHead } from "./palette-head";
import {
  type Entry,
  foundEntries,
  idEntries,
  pageEntries,
  type PalettePage,
  queryEntry,
  searchEntry,
  viewEntries,
} from "./entries";

/** Types, sees what there is, opens it. Everything that is offered has an address. */
export function PaletteList({
  text,
  onText,
  pages,
  mayReadCalls,
  mayReadDirectory,
  onClose,
}: {
  text: string;
  onText: (text: string) => void;
  pages: readonly PalettePage[];
  mayReadCalls: boolean;
  mayReadDirectory: boolean;
  onClose: () => void;
}) {
  const router = useRouter();
  // In UTC, as is the page that an address without a zone opens.
  const [builtIn] = useState(() => builtInViews(Date.now(), "utc"));
  const wanted = useDeferredValue(text.trim());
  const found = useQuery({ ...foundOptions(wanted), enabled: mayReadCalls && wanted !== "" });
  const views = useQuery({ ...viewsOptions(), enabled: mayReadCalls });
  const entries = [
    ...(mayReadCalls ? [...queryEntry(text), ...idEntries(text)] : []),
    ...pageEntries(pages, text),
    ...(mayReadCalls ? viewEntries([...(views.data?.items ?? []), ...builtIn], text) : []),
    ...(wanted === "" || !found.data ? [] : foundEntries(found.data, { mayReadDirectory })),
    // Once it is known what is called so: Enter opens that, and searches where there is nothing.
    ...(mayReadCalls && wanted === text.trim() && !found.isFetching ? searchEntry(text) : []),
  ];
  const open = (href: string) => {
    onClose();
    router.push(href);
  };
  return (
    // The server has chosen what fits; nothing is filtered a second time.
    <Command shouldFilter={false} loop label="Go to" className="flex min-h-0 flex-col">
      <PaletteHead>
        <Command.Input autoFocus value={text} onValueChange={onText} {...PALETTE_INPUT} />
      </PaletteHead>
      <Command.List className="min-h-0 flex-1 overflow-auto p-1.5">
        <Command.Empty className="px-3 py-10 text-center text-ink-3">
          {emptyWords(found)}
        </Command.Empty>
        {GROUPS.map((group) => (
          <Group
            key={group}
            name={group}
            entries={entries.filter((entry) => entry.group === group)}
            onOpen={open}
          />
        ))}
        {found.isError && entries.length > 0 && (
          <p role="status" className="px-3 py-2 text-xs text-danger">
            Identities and tools could not be searched.
          </p>
        )}
      </Command.List>
    </Command>
  );
}

const GROUPS = [
  "Calls",
  "Views",
  "Identities",
  "Pages",
  "Search",
] as const satisfies readonly Entry["group"][];

function emptyWords({ isFetching, isError }: { isFetching: boolean; isError: boolean }): string {
  if (isFetching) return "Searching…";
  return isError ? "The search failed. Try again." : "Nothing is called like that.";
}

function Group({
  name,
  entries,
  onOpen,
}: {
  name: string;
  entries: readonly Entry[];
  onOpen: (href: string) => void;
}) {
  if (entries.length === 0) return null;
  return (
    <Command.Group
      heading={name}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-ink-3"
    >
      {entries.map(({ words, name: called, detail, href }) => (
        <Command.Item
          key={`${words ?? ""} ${href}`}
          value={`${words ?? ""} ${href}`}
          onSelect={() => onOpen(href)}
          className="group flex min-h-9 cursor-default items-center gap-1.5 rounded-md px-2.5 py-1 data-[selected=true]:bg-selected"
        >
          {words && <span className="shrink-0 text-ink-2">{words}</span>}
          <InertText text={called} className="min-w-0 truncate font-medium" />
          {detail && <InertText text={detail} className="min-w-0 truncate text-xs text-ink-3" />}
          <CornerDownLeft
            aria-hidden
            className="ml-auto size-3.5 shrink-0 text-ink-3 opacity-0 group-data-[selected=true]:opacity-100"
          />
        </Command.Item>
      ))}
    </Command.Group>
  );
}
