"use client";
import { Slot } from "radix-ui";
import { Suspense } from "react";
import { Floating, useFloating, useTriggerProps } from "./floating";
import type { MenuPanelProps } from "./menu-panel";
import { CloseAgain, onDemand } from "./on-demand";

// As for popovers. Items (`menu-items.tsx`) belong into a file that is fetched with it.
const Panel = onDemand(
  async () => (await import("./menu-panel")).MenuPanel,
  function Missing() {
    const { onOpen } = useFloating();
    return <CloseAgain onClose={() => onOpen(false)} />;
  },
);

/** A menu of actions or choices. Not modal: a modal one would inject a style to lock scrolling. */
export const Menu = Floating;

/** Opens on pressing, and by Enter, Space or the arrow down. */
export function MenuTrigger({
  asChild = false,
  ...props
}: React.ComponentProps<"button"> & { asChild?: boolean }) {
  const { open, onOpen } = useFloating();
  const shared = {
    "aria-haspopup": "menu",
    ...props,
    ...useTriggerProps(props, Panel),
    onPointerDown: (event: React.PointerEvent<HTMLButtonElement>) => {
      props.onPointerDown?.(event);
      if (event.defaultPrevented || event.button !== 0 || event.ctrlKey) return;
      onOpen(!open);
      // The menu takes the focus, not the trigger.
      if (!open) event.preventDefault();
    },
    onKeyDown: (event: React.KeyboardEvent<HTMLButtonElement>) => {
      props.onKeyDown?.(event);
      if (event.defaultPrevented || !["Enter", " ", "ArrowDown"].includes(event.key)) return;
      onOpen(event.key === "ArrowDown" || !open, true);
      event.preventDefault();
    },
  } as const;
  return asChild ? <Slot.Root {...shared} /> : <button type="button" {...shared} />;
}

export function MenuContent(props: MenuPanelProps) {
  const { open } = useFloating();
  return open ? (
    <Suspense fallback={null}>
      <Panel {...props} />
    </Suspense>
  ) : null;
}
