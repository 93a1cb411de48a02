import { Ban, Check, Filter, Hand, Shuffle } from "lucide-react";
import { cn } from "../../ui/cn";

const SIGNS = { allow: Check, ask: Hand, deny: Ban, conditional: Filter, mixed: Shuffle } as const;
export type Sign = keyof typeof SIGNS;

const WEIGHTS = { plain: 1.75, own: 2.5 } as const;

/** Drawn once for a page: thousands of cells only refer to them. */
export function CellSigns() {
  return (
    <svg aria-hidden className="absolute size-0">
      {Object.entries(SIGNS).flatMap(([sign, Icon]) =>
        Object.entries(WEIGHTS).map(([weight, stroke]) => (
          <symbol key={`${sign} ${weight}`} id={`sign-${sign}-${weight}`} viewBox="0 0 24 24">
            <Icon strokeWidth={stroke} />
          </symbol>
        )),
      )}
    </svg>
  );
}

/** One of `CellSigns`, heavier for what is set in the matrix itself. */
export function CellSign({ sign, own }: { sign: Sign; own: boolean }) {
  return (
    <svg aria-hidden className={cn("size-3.5 shrink-0", !own && "text-ink-3")}>
      <use href={`#sign-${sign}-${own ? "own" : "plain"}`} />
    </svg>
  );
}
