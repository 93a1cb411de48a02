import { Ban, Check, Hand } from "lucide-react";
import type { DecisionView } from "@/lib/decisions/view";

/** What the gateway was answered, by shape and word. */
export function AnswerLabel({
  decision: { effect, would },
}: {
  decision: Pick<DecisionView, "effect" | "would">;
}) {
  const { Icon, word } = SHAPES[effect];
  return (
    <span className="grid leading-tight">
      <span className="flex items-center gap-1.5">
        <Icon aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        <span className={effect === "allow" ? "text-ink-2" : "font-medium"}>{word}</span>
      </span>
      {would && <span className="text-2xs text-ink-3">monitored: would {would}</span>}
    </span>
  );
}

const SHAPES = {
  allow: { Icon: Check, word: "allow" },
  ask: { Icon: Hand, word: "ask" },
  deny: { Icon: Ban, word: "deny" },
} as const;
