"use client";
import { Popover as Primitive } from "radix-ui";
import { cn } from "./cn";

export const Popover = Primitive.Root;
export const PopoverTrigger = Primitive.Trigger;

/** A floating panel. Not modal: the page behind stays usable, and nothing locks its scrolling. */
export function PopoverContent({
  className,
  ...props
}: React.ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        align="start"
        sideOffset={6}
        collisionPadding={8}
        className={cn(
          "z-40 max-h-(--radix-popover-content-available-height) overflow-auto rounded-lg bg-surface text-ink shadow-float outline-none",
          className,
        )}
        {...props}
      />
    </Primitive.Portal>
  );
}
