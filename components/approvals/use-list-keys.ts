"use client";
import { useRef } from "react";
import { useWindowKeys } from "../layout/use-window-keys";

/**
 * `j` and `k` walk through the list: the focus and, where a card is open, the card. One that has left the
 * list gives its place to the one after it.
 */
export function useListKeys(
  ids: readonly string[],
  openId: string | undefined,
  onMoveOpen: (id: string) => void,
) {
  const links = useRef(new Map<string, HTMLAnchorElement>());
  const place = useRef(-1);
  const move = (step: 1 | -1) => () => {
    const focused = ids.find((id) => links.current.get(id) === document.activeElement);
    const at = ids.indexOf(openId ?? focused ?? "");
    const gone = step === 1 ? place.current : place.current - 1;
    const next = Math.max(0, Math.min(ids.length - 1, at === -1 ? Math.max(gone, 0) : at + step));
    const id = ids[next];
    if (id === undefined) return;
    place.current = next;
    links.current.get(id)?.focus();
    if (openId !== undefined && openId !== id) onMoveOpen(id);
  };
  useWindowKeys({ j: move(1), ArrowDown: move(1), k: move(-1), ArrowUp: move(-1) });
  return (id: string) => (link: HTMLAnchorElement | null) => {
    if (link) links.current.set(id, link);
    else links.current.delete(id);
  };
}
