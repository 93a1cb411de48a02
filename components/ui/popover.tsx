"use client";
import { Slot } from "radix-ui";
import { Suspense } from "react";
import { Floating, useFloating, useTriggerProps } from "./floating";
import { CloseAgain, onDemand } from "./on-demand";
import type { PanelProps } from "./popover-panel";

// Positioning and focus are more code than all that a page shows at first.
const Panel = onDemand(
  async () => (await import("./popover-panel")).PopoverPanel,
  function Missing() {
    const { onOpen } = useFloating();
    return <CloseAgain onClose={() => onOpen(false)} />;
  },
);

export const Popover = Floating;

export function PopoverTrigger({
  asChild = false,
  ...props
}: React.ComponentProps<"button"> & { asChild?: boolean }) {
  const { open, onOpen } = useFloating();
  const shared = {
    "aria-haspopup": "dialog",
    ...props,
    ...useTriggerProps(props, Panel),
    onClick: (event: React.MouseEvent<HTMLButtonElement>) => {
      props.onClick?.(event);
      if (!event.defaultPrevented) onOpen(!open);
    },
  } as const;
  return asChild ? <Slot.Root {...shared} /> : <button type="button" {...shared} />;
}

/** A floating panel. Not modal: the page behind stays usable, and nothing locks its scrolling. */
export function PopoverContent(props: PanelProps) {
  const { open } = useFloating();
  return open ? (
    <Suspense fallback={null}>
      <Panel {...props} />
    </Suspense>
  ) : null;
}
