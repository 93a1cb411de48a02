"use client";
import { ArrowLeft } from "lucide-react";
import { COVERED } from "../../calls/use-media";
import { useWindowKeys } from "../../layout/use-window-keys";
import { Button } from "../../ui/button";

/** What stands beside the list, or on the phone over it. */
export function CardFrame({
  label,
  takesFocus = false,
  onClose,
  children,
}: {
  label: string;
  /** Also beside the list: what opened it is gone. */
  takesFocus?: boolean;
  onClose: () => void;
  children: React.ReactNode;
}) {
  useWindowKeys({ Escape: onClose });
  return (
    <aside
      ref={takesFocus ? focus : focusWhereItCovers}
      tabIndex={-1}
      aria-label={label}
      className="fixed inset-0 z-30 flex min-w-0 flex-col bg-surface outline-none lg:static lg:z-auto lg:flex-1"
    >
      <header className="flex h-12 short:h-11 shrink-0 items-center border-b px-1 lg:hidden">
        <Button variant="ghost" size="lg" className="px-2" onClick={onClose}>
          <ArrowLeft aria-hidden className="size-5" />
          All approvals
        </Button>
      </header>
      {children}
    </aside>
  );
}

function focus(card: HTMLElement | null) {
  card?.focus();
}

/** Over the list the card takes the focus, unless something in it has; beside it, it stays in the list. */
function focusWhereItCovers(card: HTMLElement | null) {
  if (card && !card.contains(document.activeElement) && window.matchMedia(COVERED).matches)
    card.focus();
}
