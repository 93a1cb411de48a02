"use client";
import { Popper } from "radix-ui/internal";
import { createPortal } from "react-dom";
import { landmark } from "./menu-landmark";

/** An open tooltip, next to its trigger; in the dialog around it, which covers everything else. */
export function TooltipPanel({
  trigger,
  ...props
}: React.ComponentProps<typeof Popper.Content> & { trigger: React.RefObject<HTMLElement | null> }) {
  return (
    <Popper.Root>
      <Popper.Anchor virtualRef={trigger} />
      {createPortal(
        <Popper.Content
          role="tooltip"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-80 rounded-md bg-ink px-2 py-1 text-xs text-surface"
          {...props}
        />,
        trigger.current?.closest("dialog") ?? landmark(),
      )}
    </Popper.Root>
  );
}
