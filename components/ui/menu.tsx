"use client";
import { Check, ChevronRight } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import { cn } from "./cn";

/** A menu of actions or choices. Not modal: a modal one would inject a style to lock scrolling. */
export function Menu(props: React.ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root modal={false} {...props} />;
}

/** Menus stand in the page's main part, so that what they say belongs to a landmark. */
const landmark = () =>
  typeof document === "undefined" ? null : (document.getElementById("main") ?? document.body);

export const MenuTrigger = Primitive.Trigger;
export const MenuRadioGroup = Primitive.RadioGroup;

export function MenuContent({
  className,
  ...props
}: React.ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal container={landmark()}>
      <Primitive.Content
        // A long one scrolls, and whoever tabs must be able to get there.
        tabIndex={0}
        align="start"
        sideOffset={6}
        collisionPadding={8}
        className={cn(
          "z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-auto rounded-lg bg-surface p-1 text-sm text-ink shadow-float",
          className,
        )}
        {...props}
      />
    </Primitive.Portal>
  );
}

const ITEM =
  "flex min-h-7 items-center gap-2 rounded-md px-2 py-1 outline-none select-none data-highlighted:bg-hover";

export function MenuItem({ className, ...props }: React.ComponentProps<typeof Primitive.Item>) {
  return <Primitive.Item className={cn(ITEM, className)} {...props} />;
}

export function MenuRadioItem({
  className,
  children,
  ...props
}: React.ComponentProps<typeof Primitive.RadioItem>) {
  return (
    <Primitive.RadioItem className={cn(ITEM, className)} {...props}>
      {children}
      <Primitive.ItemIndicator className="ml-auto pl-3">
        <Check aria-hidden className="size-3.5 text-accent" />
      </Primitive.ItemIndicator>
    </Primitive.RadioItem>
  );
}

export function MenuCheckboxItem({
  className,
  children,
  ...props
}: React.ComponentProps<typeof Primitive.CheckboxItem>) {
  return (
    <Primitive.CheckboxItem className={cn(ITEM, className)} {...props}>
      {children}
      <Primitive.ItemIndicator className="ml-auto pl-3">
        <Check aria-hidden className="size-3.5 text-accent" />
      </Primitive.ItemIndicator>
    </Primitive.CheckboxItem>
  );
}

export const MenuSub = Primitive.Sub;

/** Opens the menu inside the menu. */
export function MenuSubTrigger({
  className,
  children,
  ...props
}: React.ComponentProps<typeof Primitive.SubTrigger>) {
  return (
    <Primitive.SubTrigger className={cn(ITEM, "data-[state=open]:bg-hover", className)} {...props}>
      {children}
      <ChevronRight aria-hidden className="ml-auto size-3.5 shrink-0 text-ink-3" />
    </Primitive.SubTrigger>
  );
}

export function MenuSubContent(props: React.ComponentProps<typeof Primitive.SubContent>) {
  return (
    <Primitive.Portal container={landmark()}>
      <Primitive.SubContent
        sideOffset={4}
        collisionPadding={8}
        className="z-40 max-w-[calc(100vw-1rem)] min-w-44 overflow-auto rounded-lg bg-surface p-1 text-sm text-ink shadow-float"
        {...props}
      />
    </Primitive.Portal>
  );
}

export function MenuLabel({ className, ...props }: React.ComponentProps<typeof Primitive.Label>) {
  return (
    <Primitive.Label className={cn("px-2 pt-1.5 pb-1 text-2xs text-ink-3", className)} {...props} />
  );
}

export function MenuSeparator() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
}
