// What denies before any rule is asked: blocks, and the catalog's quarantine.
import { ShieldBan } from "lucide-react";
import Link from "next/link";
import type { HeldAs } from "@/lib/catalog/model";
import type { EffectiveView } from "@/lib/policy/reach/effective-view";
import { routes } from "@/lib/routes";
import { shortInstant } from "@/lib/time-range";
import { HELD_WORDS, STRICT_WORDS } from "../../catalog/words";
import { blocksSentence } from "./blocks-sentence";
import { BlockWhat } from "../../policy/block-what";

/** The rules' answer below what comes before it. */
export function Answer({
  held,
  strict,
  blocked: { blockIds, blockedInPart },
  children,
}: {
  held: HeldAs | null;
  /** Its server holds what no fingerprint is stated of. */
  strict: boolean;
  blocked: Pick<EffectiveView["tools"][number], "blockIds" | "blockedInPart">;
  children: React.ReactNode;
}) {
  const isBlocked = blockIds.length > 0 && !blockedInPart;
  if (!isBlocked && held === null) {
    return (
      <span className="grid gap-0.5 leading-tight">
        {children}
        {blockedInPart && <Sometimes>blocked with some of their accounts</Sometimes>}
        {strict && <Sometimes>{STRICT_WORDS}</Sometimes>}
      </span>
    );
  }
  return (
    <span className="grid gap-0.5 leading-tight">
      <span className="flex items-center gap-1 font-semibold whitespace-nowrap">
        <ShieldBan aria-hidden className="size-3.5 shrink-0" />
        {isBlocked ? "Blocked" : "Denied"}
      </span>
      {held !== null && <span className="text-2xs text-ink-2">{HELD_WORDS[held]}</span>}
      <span className="flex items-center gap-1 text-2xs text-ink-3 [&_span]:text-2xs">
        rules alone: {children}
      </span>
    </span>
  );
}

/** What denies some of the calls that the rules answer. */
function Sometimes({ children }: { children: React.ReactNode }) {
  return (
    <span className="flex items-start gap-1 text-2xs text-ink-2">
      <ShieldBan aria-hidden className="size-3.5 shrink-0" />
      {children}
    </span>
  );
}

/** Blocks that mean whom, or what, the page is about. */
export function StandingBlocks({ blocks }: { blocks: EffectiveView["blocks"] }) {
  if (blocks.length === 0) return null;
  return (
    <section
      aria-label="Standing blocks"
      className="grid gap-2 border-b bg-sunken px-3 py-3 text-sm md:px-4"
    >
      <h2 className="flex flex-wrap items-center gap-x-2 font-medium">
        <ShieldBan aria-hidden className="size-4" />
        {blocksSentence(blocks)}
        <Link href={routes.blocks()} className="font-normal underline underline-offset-2">
          Look at {blocks.length === 1 ? "it" : "them"}
        </Link>
      </h2>
      <ul className="flex flex-wrap gap-x-8 gap-y-2">
        {blocks.slice(0, SHOWN).map((block) => (
          <li key={block.id}>
            <BlockWhat block={{ ...block, subjectName: null }} />
            <span className="text-2xs text-ink-3">
              {block.until === null
                ? "until somebody lifts it"
                : `until ${shortInstant(block.until, "UTC")} UTC`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const SHOWN = 6;
