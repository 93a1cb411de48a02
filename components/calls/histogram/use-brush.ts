"use client";
import { useState } from "react";

/** First and last bar of a selection. */
export type Chosen = { first: number; last: number };

export type Brush = {
  /** The bar under the pointer or the keys; null: neither is there. */
  at: number | null;
  chosen: Chosen | null;
  handlers: Pick<
    React.ComponentProps<"div">,
    | "onPointerDown"
    | "onPointerMove"
    | "onPointerUp"
    | "onPointerCancel"
    | "onPointerLeave"
    | "onKeyDown"
    | "onFocus"
    | "onBlur"
  >;
};

/** So far a pointer moves before it means more than a press. In pixels. */
const DRAG_PX = 5;

type State = { at: number | null; anchor: number | null; pressedX: number | null };
const IDLE: State = { at: null, anchor: null, pressedX: null };

/** Choosing bars by dragging, or with the arrows and Shift; Enter zooms, Escape lets go. */
export function useBrush(count: number, onZoom: (chosen: Chosen) => void): Brush {
  const [state, setState] = useState(IDLE);
  const at = state.at === null ? null : Math.min(state.at, count - 1);
  const chosen =
    at === null || state.anchor === null
      ? null
      : { first: Math.min(at, state.anchor), last: Math.max(at, state.anchor) };
  const barAt = ({ clientX, currentTarget }: React.PointerEvent<HTMLDivElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return clamp(Math.floor(((clientX - left) / width) * count), count);
  };
  const zoom = (wanted: Chosen) => {
    setState(IDLE);
    onZoom(wanted);
  };
  return {
    at,
    chosen,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setState({ at: barAt(event), anchor: null, pressedX: event.clientX });
      },
      onPointerMove: (event) => {
        const bar = barAt(event);
        const { pressedX, anchor } = state;
        const dragged = pressedX !== null && Math.abs(event.clientX - pressedX) >= DRAG_PX;
        setState({ ...state, at: bar, anchor: dragged && anchor === null ? (at ?? bar) : anchor });
      },
      onPointerUp: () => {
        if (state.pressedX !== null && chosen) zoom(chosen);
        else setState({ ...state, pressedX: null });
      },
      onPointerCancel: () => setState(IDLE),
      onPointerLeave: () => setState(state.pressedX === null ? IDLE : state),
      onFocus: (event) => {
        if (event.currentTarget.matches(":focus-visible"))
          setState({ ...IDLE, at: at ?? count - 1 });
      },
      onBlur: () => setState(IDLE),
      onKeyDown: (event) => {
        const here = at ?? count - 1;
        const to = TARGETS[event.key]?.(here, count);
        if (to !== undefined) {
          const anchor = event.shiftKey ? (state.anchor ?? here) : null;
          setState({ at: clamp(to, count), anchor, pressedX: null });
        } else if (event.key === "Enter") zoom(chosen ?? { first: here, last: here });
        else if (event.key === "Escape" && state.anchor !== null)
          setState({ at: here, anchor: null, pressedX: null });
        else return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
  };
}

const TARGETS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  PageUp: (at) => at - 10,
  PageDown: (at) => at + 10,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function clamp(bar: number, count: number): number {
  return Math.min(count - 1, Math.max(0, bar));
}
