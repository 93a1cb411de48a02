"use client";
import { Slot } from "radix-ui";
import { Suspense, useEffect, useId, useRef, useState } from "react";
import { onDemand } from "./on-demand";

const Panel = onDemand(
  async () => (await import("./tooltip-panel")).TooltipPanel,
  () => null,
);
const OPEN_AFTER_MS = 300;
const CLOSE_AFTER_MS = 120;

/**
 * A short explanation on hover and focus, away with Escape; it stays while it is pointed at itself. The
 * child must take a ref and props.
 */
export function Tooltip({
  content,
  children,
  side = "top",
}: {
  content: React.ReactNode;
  children: React.ReactNode;
  side?: "top" | "bottom" | "left" | "right";
}) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const later = (ms: number, next: boolean) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), ms);
  };
  const now = (next: boolean) => {
    clearTimeout(timer.current);
    setOpen(next);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!open) return;
    const onKey = ({ key }: KeyboardEvent) => key === "Escape" && setOpen(false);
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [open]);
  return (
    <>
      <Slot.Root
        ref={trigger}
        aria-describedby={open ? id : undefined}
        onPointerEnter={(event) => {
          Panel.preload();
          if (event.pointerType !== "touch") later(OPEN_AFTER_MS, true);
        }}
        onPointerLeave={() => later(CLOSE_AFTER_MS, false)}
        onPointerDown={() => now(false)}
        onFocus={(event) => {
          Panel.preload();
          // Pressing it focuses it too, and says nothing new.
          if (event.currentTarget.matches(":focus-visible")) now(true);
        }}
        onBlur={() => now(false)}
      >
        {children}
      </Slot.Root>
      {open && (
        <Suspense fallback={null}>
          <Panel
            id={id}
            trigger={trigger}
            side={side}
            onPointerEnter={() => clearTimeout(timer.current)}
            onPointerLeave={() => later(CLOSE_AFTER_MS, false)}
          >
            {content}
          </Panel>
        </Suspense>
      )}
    </>
  );
}
