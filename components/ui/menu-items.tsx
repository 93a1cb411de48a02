"use client";
import { Check, ChevronRight } from "lucide-react";
import { Menu as Primitive } from "radix-ui/internal";
import { useState } from "react";
import { cn } from "./cn";
import { landmark } from "./menu-landmark";

export const MenuRadioGroup = Primitive.RadioGroup;

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

/** A menu inside the menu. */
export function MenuSub({ children }: { children: React.ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Primitive.Sub open={open} onOpenChange={setOpen}>
      {children}
    </Primitive.Sub>
  );
}

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
