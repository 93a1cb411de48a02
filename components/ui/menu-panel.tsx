"use client";
import { Menu as Primitive } from "radix-ui/internal";
import { useEffect, useRef, useState } from "react";
import { cn } from "./cn";
import { useFloating } from "./floating";
import { landmark } from "./menu-landmark";

export type MenuPanelProps = React.ComponentProps<typeof Primitive.Content>;

/** The list of an open menu; the focus goes back to its trigger, unless something else was chosen. */
export function MenuPanel({
  className,
  onCloseAutoFocus,
  onInteractOutside,
  ...props
}: MenuPanelProps) {
  const { byKey, onOpen, trigger, triggerId, contentId } = useFloating();
  const leftFor = useRef(false);
  const [list, setList] = useState<HTMLElement | null>(null);
  // The key was pressed before there was anything here to see it.
  useEffect(() => {
    if (byKey) list?.querySelector<HTMLElement>(FIRST)?.focus();
  }, [byKey, list]);
  return (
    <Primitive.Root open modal={false} onOpenChange={(open) => onOpen(open)}>
      <Primitive.Anchor virtualRef={trigger} />
      <Primitive.Portal container={landmark()}>
        <Primitive.Content
          ref={setList}
          id={contentId}
          aria-labelledby={triggerId}
          // A long one scrolls, and whoever tabs must be able to get there.
          tabIndex={0}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            "z-40 max-h-(--radix-popper-available-height) min-w-44 overflow-auto rounded-lg bg-surface p-1 text-sm text-ink shadow-float",
            className,
          )}
          onInteractOutside={(event) => {
            onInteractOutside?.(event);
            const { target } = event;
            // The trigger closes it itself.
            if (target instanceof Node && trigger.current?.contains(target)) event.preventDefault();
            else if (!event.defaultPrevented) leftFor.current = true;
          }}
          onCloseAutoFocus={(event) => {
            onCloseAutoFocus?.(event);
            if (event.defaultPrevented) return;
            if (!leftFor.current) trigger.current?.focus();
            event.preventDefault();
          }}
          {...props}
        />
      </Primitive.Portal>
    </Primitive.Root>
  );
}

const FIRST = "[role^=menuitem]:not([data-disabled])";
