"use client";
import { useQuery } from "@tanstack/react-query";
import { Bookmark, ChevronDown } from "lucide-react";
import { useState } from "react";
import type { CallsAddress } from "@/lib/routes";
import { builtInViews } from "@/lib/views/built-in";
import { viewsOptions } from "@/lib/views/options";
import { isSameView, keptOf } from "@/lib/views/view-address";
import { buttonStyle } from "../ui/button-style";
import { InertText } from "../ui/inert-text";
import { useHydrated } from "../ui/use-hydrated";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { SaveView } from "./save-view";
import { ViewList } from "./view-list";

/** Views of the calls: one's own, shared ones, and those that everybody has. */
export function ViewsMenu({
  address,
  mayShare,
}: {
  address: CallsAddress;
  /** Whether the member may share views with everybody. */
  mayShare: boolean;
}) {
  const [open, setOpen] = useState(false);
  const [openedAt] = useState(() => Date.now());
  // The server does not know the reader's midnight.
  const local = useHydrated() && address.tz === "local";
  const builtIn = builtInViews(openedAt, local ? "local" : "utc");
  const { data, isError } = useQuery(viewsOptions());
  const kept = keptOf(address);
  const views = data?.items ?? [];
  const shown = [...views, ...builtIn].find((view) => isSameView(view, kept));
  const close = () => setOpen(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        className={`${buttonStyle({ size: "sm" })} max-w-52 font-normal text-ink-2`}
        aria-label={shown ? `Views: ${shown.name}` : "Views"}
      >
        <Bookmark aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        {shown ? <InertText text={shown.name} className="truncate text-ink" /> : "Views"}
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      </PopoverTrigger>
      <PopoverContent aria-label="Views" className="flex w-80 max-w-[calc(100vw-1rem)] flex-col">
        <div className="min-h-0 flex-1 overflow-auto p-1.5">
          {isError && (
            <p className="px-2 py-1.5 text-xs text-danger">Kept views could not be read.</p>
          )}
          <ViewList
            title="Mine"
            views={views.filter(({ mine }) => mine)}
            address={address}
            onChosen={close}
            mayShare={mayShare}
          />
          <ViewList
            title="Shared by others"
            views={views.filter(({ mine }) => !mine)}
            address={address}
            onChosen={close}
          />
          <ViewList title="Built in" views={builtIn} address={address} onChosen={close} />
        </div>
        <div className="border-t p-1.5">
          <SaveView kept={kept} mayShare={mayShare} onSaved={close} />
        </div>
      </PopoverContent>
    </Popover>
  );
}
