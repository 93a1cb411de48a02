"use client";
import { useRef } from "react";
import { useWindowKeys } from "../layout/use-window-keys";

/**
 * `j` and `k` walk through the list: the focus and, where a card is open, the card. One that has left the
 * list gives its place to the one after it. `x` selects the one at hand.
 */
export function useListKeys(
  ids: readonly string[],
  openId: string | undefined,
  { onMoveOpen, onSelect }: { onMoveOpen: (id: string) => void; onSelect: (id: string) => void },
) {
  const links = useRef(new Map<string, HTMLAnchorElement>());
  const place = useRef(-1);
  const current = () =>
    openId ?? ids.find((id) => links.current.get(id) === document.activeElement);
  const move = (step: 1 | -1) => () => {
    const at = ids.indexOf(current() ?? "");
    const gone = step === 1 ? place.current : place.current - 1;
    const next = Math.max(0, Math.min(ids.length - 1, at === -1 ? Math.max(gone, 0) : at + step));
    const id = ids[next];
    if (id === undefined) return;
    place.current = next;
    links.current.get(id)?.focus();
    if (openId !== undefined && openId !== id) onMoveOpen(id);
  };
  const select = () => {
    const id = current();
    if (id !== undefined) onSelect(id);
  };
  useWindowKeys({ j: move(1), ArrowDown: move(1), k: move(-1), ArrowUp: move(-1), x: select });
  return (id: string) => (link: HTMLAnchorElement | null) => {
    if (link) links.current.set(id, link);
    else links.current.delete(id);
  };
}
