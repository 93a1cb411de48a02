"use client";
import { Popover as Primitive } from "radix-ui";
import { useRef } from "react";
import { cn } from "./cn";
import { useFloating } from "./floating";

export type PanelProps = React.ComponentProps<typeof Primitive.Content>;

/** The panel of an open popover; the focus goes back to its trigger, unless something else was chosen. */
export function PopoverPanel({
  className,
  onCloseAutoFocus,
  onInteractOutside,
  ...props
}: PanelProps) {
  const { onOpen, trigger, contentId } = useFloating();
  const leftFor = useRef(false);
  return (
    <Primitive.Root open onOpenChange={(open) => onOpen(open)}>
      <Primitive.Anchor virtualRef={trigger} />
      <Primitive.Portal>
        <Primitive.Content
          id={contentId}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            "z-40 max-h-(--radix-popover-content-available-height) overflow-auto rounded-lg bg-surface text-ink shadow-float outline-none",
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
