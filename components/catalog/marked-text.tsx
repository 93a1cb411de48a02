import type { TextPart } from "@/lib/catalog/word-diff";
import { InertText } from "../ui/inert-text";

/** A text with what came and went: underlined and struck, also for those who do not see it. */
export function MarkedText({ parts }: { parts: readonly TextPart[] }) {
  return (
    <p className="max-w-[80ch] text-sm leading-relaxed whitespace-pre-wrap wrap-anywhere text-ink-2">
      {parts.map(({ kind, text }, at) =>
        kind === "same" ? (
          <InertText key={at} text={text} lines />
        ) : kind === "added" ? (
          <ins
            key={at}
            className="bg-selected font-medium text-ink decoration-1 underline-offset-2"
          >
            <span className="sr-only">[added: </span>
            <InertText text={text} lines />
            <span className="sr-only">]</span>
          </ins>
        ) : (
          <del key={at} className="text-ink-3">
            <span className="sr-only">[removed: </span>
            <InertText text={text} lines />
            <span className="sr-only">]</span>
          </del>
        ),
      )}
    </p>
  );
}
