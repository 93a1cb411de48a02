import { Kbd } from "../ui/kbd";

/** How much of the list was read, and the keys that move in it. */
export function CallsFooter({ total, complete }: { total: number; complete: boolean }) {
  const calls = `${total.toLocaleString("en")} ${total === 1 ? "call" : "calls"}`;
  return (
    <footer className="flex h-9 shrink-0 items-center gap-4 overflow-hidden border-t px-3 text-xs whitespace-nowrap text-ink-3 md:px-4">
      <span className="tabular-nums">{complete ? calls : `${calls} so far`}</span>
      <span aria-hidden className="ml-auto hidden items-center gap-1 @min-[600px]/column:flex">
        <Kbd>j</Kbd>
        <Kbd>k</Kbd> move
        <span className="w-2" />
        <Kbd>↵</Kbd> open
        <span className="w-2" />
        <Kbd>esc</Kbd> close
      </span>
    </footer>
  );
}
