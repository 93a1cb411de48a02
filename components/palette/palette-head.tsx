import { Search } from "lucide-react";
import { Kbd } from "../ui/kbd";

/** The line in which one types; the same before and after the palette's code has come. */
export function PaletteHead({ children }: { children: React.ReactNode }) {
  return (
    <div className="flex h-12 shrink-0 items-center gap-2.5 border-b px-4">
      <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
      {children}
      <Kbd>esc</Kbd>
    </div>
  );
}

export const PALETTE_INPUT = {
  placeholder: "A page, a person, a tool, a server, or a query",
  className: "h-full min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-3",
} as const;
