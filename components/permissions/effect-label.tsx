import { Ban, Check, Hand } from "lucide-react";
import type { Effect } from "@/lib/policy/model";

const SHAPES = {
  allow: { Sign: Check, word: "allow" },
  ask: { Sign: Hand, word: "ask" },
  deny: { Sign: Ban, word: "deny" },
} as const;

/** What a rule answers, by shape and word. */
export function EffectLabel({ effect }: { effect: Effect }) {
  const { Sign, word } = SHAPES[effect];
  return (
    <span className="inline-flex items-center gap-1.5 font-medium">
      <Sign aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      {word}
    </span>
  );
}
