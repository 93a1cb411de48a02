/** For when `element` goes away: the card has the focus that was in it. */
export function focusStaysInCard(element: HTMLElement): () => void {
  return () => {
    if (element.contains(document.activeElement)) element.closest("aside")?.focus();
  };
}
