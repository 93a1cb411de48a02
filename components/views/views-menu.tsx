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
import { onDemand } from "../ui/on-demand";
import { useHydrated } from "../ui/use-hydrated";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";

const ViewsPanel = onDemand(async () => (await import("./views-panel")).ViewsPanel);

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
  return (
    <Popover open={open} onOpenChange={setOpen} preload={ViewsPanel.preload}>
      <PopoverTrigger
        className={`${buttonStyle({ size: "sm" })} max-w-52 font-normal text-ink-2`}
        aria-label={shown ? `Views: ${shown.name}` : "Views"}
      >
        <Bookmark aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        {shown ? <InertText text={shown.name} className="truncate text-ink" /> : "Views"}
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      </PopoverTrigger>
      <PopoverContent aria-label="Views" className="flex w-80 max-w-[calc(100vw-1rem)] flex-col">
        <ViewsPanel
          views={views}
          builtIn={builtIn}
          isError={isError}
          address={address}
          mayShare={mayShare}
          onDone={() => setOpen(false)}
        />
      </PopoverContent>
    </Popover>
  );
}
