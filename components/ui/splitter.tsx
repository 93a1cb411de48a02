"use client";
import { useRef } from "react";
import { cn } from "./cn";

const STEP = 8;
const LARGE_STEP = 40;

/**
 * An upright edge that is dragged, or moved with the arrows (Shift: further; Home and End: as far as it
 * goes). A double click or Enter brings back the width of the beginning.
 */
export function Splitter({
  label,
  value,
  min,
  max,
  initial,
  grows,
  onPreview,
  onChange,
  className,
}: {
  label: string;
  /** Width of what it limits, in pixels. */
  value: number;
  min: number;
  max: number;
  initial: number;
  /** Where the edge goes when it becomes wider. */
  grows: "right" | "left";
  /** While it is dragged. */
  onPreview: (value: number, edge: HTMLElement) => void;
  onChange: (value: number) => void;
  className?: string;
}) {
  const start = useRef<{ x: number; value: number } | null>(null);
  const sign = grows === "right" ? 1 : -1;
  const within = (width: number) => Math.round(Math.max(min, Math.min(width, max)));
  const draggedTo = ({ clientX }: React.PointerEvent) =>
    start.current && within(start.current.value + sign * (clientX - start.current.x));
  const keys = (event: React.KeyboardEvent): number | null => {
    const step = sign * (event.shiftKey ? LARGE_STEP : STEP);
    if (event.key === "ArrowRight") return value + step;
    if (event.key === "ArrowLeft") return value - step;
    if (event.key === "Home") return min;
    if (event.key === "End") return max;
    return event.key === "Enter" ? initial : null;
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={within(value)}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuetext={`${within(value)} pixels`}
      tabIndex={0}
      title="Drag, or use the arrows; double click for the usual width"
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={() => onChange(initial)}
      onKeyDown={(event) => {
        const next = keys(event);
        if (next === null) return;
        event.preventDefault();
        event.stopPropagation();
        onChange(within(next));
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, value };
      }}
      onPointerMove={(event) => {
        const width = draggedTo(event);
        if (width !== null) onPreview(width, event.currentTarget);
      }}
      onPointerUp={(event) => {
        const width = draggedTo(event);
        const before = start.current?.value;
        start.current = null;
        if (width !== null && width !== before) onChange(width);
      }}
      onPointerCancel={(event) => {
        if (start.current) onPreview(start.current.value, event.currentTarget);
        start.current = null;
      }}
      className={cn(
        "group/splitter z-10 w-4 cursor-col-resize touch-none outline-offset-[-2px] select-none",
        "after:absolute after:inset-y-1 after:left-1/2 after:w-px after:bg-transparent hover:after:bg-control focus-visible:after:bg-accent active:after:bg-accent",
        className,
      )}
    />
  );
}
