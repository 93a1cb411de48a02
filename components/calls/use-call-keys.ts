"use client";
import { type FocusEvent, type KeyboardEvent, useRef } from "react";
import { useWindowKeys } from "../layout/use-window-keys";
import type { CallWindow } from "./use-call-window";

export type CallKeys = {
  /** Index of the row that the tab key enters. */
  activeAt: number;
  linkRef: (id: string, index: number) => (link: HTMLAnchorElement | null) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onFocus: (event: FocusEvent<HTMLElement>) => void;
};

/**
 * Moves among the rows by keys: the focus, and with it the open call. Rows that are not there yet are
 * scrolled to, and taken once they were read.
 */
export function useCallKeys({
  view,
  activeId,
  setActiveId,
  openId,
  onMoveOpen,
  more,
}: {
  view: CallWindow;
  activeId: string | null;
  setActiveId: (id: string) => void;
  openId: string | null;
  onMoveOpen: (id: string) => void;
  /** Asks for what is beyond the ends; whether there is anything. */
  more: { newer: () => void; older: boolean };
}): CallKeys {
  const { virtual, look, total, indexOf, rowAt, keep } = view;
  const links = useRef(new Map<string, HTMLAnchorElement>());
  // Index of the row that is taken as soon as it is there.
  const awaited = useRef<number>(null);
  const current = openId ?? activeId;
  const found = current === null ? -1 : indexOf(current);

  const take = (index: number) => {
    const call = rowAt(index);
    const link = call && links.current.get(call.id);
    awaited.current = link ? null : index;
    if (link) enter(link, call.id);
    virtual.scrollToIndex(index, { align: "auto" });
  };
  const enter = (link: HTMLAnchorElement, id: string) => {
    link.focus({ preventScroll: true });
    if (openId !== null) onMoveOpen(id);
  };
  const moveTo = (index: number) => {
    if (index < 0) more.newer();
    const last = more.older ? total : total - 1;
    take(Math.max(0, Math.min(index, last)));
  };
  const move = (step: 1 | -1) => () => moveTo(found === -1 ? 0 : found + step);
  useWindowKeys({ j: move(1), ArrowDown: move(1), k: move(-1), ArrowUp: move(-1) });

  const screen = Math.max(1, Math.floor((virtual.scrollRect?.height ?? 0) / look.height) - 2);
  const far: Record<string, number> = {
    Home: 0,
    End: total - 1,
    PageUp: Math.max(0, found - screen),
    PageDown: found + screen,
  };
  return {
    activeAt: Math.max(found, 0),
    linkRef: (id, index) => (link) => {
      if (link) links.current.set(id, link);
      else links.current.delete(id);
      if (!link || awaited.current !== index) return;
      awaited.current = null;
      enter(link, id);
    },
    onKeyDown: (event) => {
      const to = far[event.key];
      if (to === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      moveTo(to);
    },
    onFocus: ({ target }) => {
      const item = target.closest("[data-index]");
      const index = Number(item?.getAttribute("data-index"));
      const call = item ? rowAt(index) : null;
      if (call === null) return;
      keep(index);
      setActiveId(call.id);
    },
  };
}
