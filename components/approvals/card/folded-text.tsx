"use client";
import { UnfoldVertical } from "lucide-react";
import { memo, useState } from "react";
import { beginningOf, isLong } from "@/lib/approvals/argument-leaves";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { MaskedText } from "./masked-text";
import { useReading } from "./use-reading";

/**
 * Text from outside, complete. What is long is folded, says how much there is, and keeps the decision
 * closed until it was opened.
 */
export const FoldedText = memo(function FoldedText({
  text,
  name,
  masked = false,
}: {
  text: string;
  /** What it is, for assistive technology and for what says that it is still closed. */
  name: string;
  /** The server masked secrets in it. */
  masked?: boolean;
}) {
  const { open } = useReading();
  const [whole, setWhole] = useState(false);
  const Text = masked ? MaskedText : PlainText;
  if (!isLong(text)) return <Text text={text} />;
  const beginning = beginningOf(text);
  if (!whole)
    return (
      <>
        <Text text={beginning} />
        <span className="text-ink-3"> …</span>
        <Button
          ref={open("fold", name)}
          size="sm"
          className="my-1 flex"
          aria-label={`Open all of ${name}`}
          onClick={() => setWhole(true)}
        >
          <UnfoldVertical aria-hidden className="size-3.5" />
          {(text.length - beginning.length).toLocaleString("en")} more characters
        </Button>
      </>
    );
  return (
    <span
      tabIndex={0}
      role="region"
      aria-label={`All of ${name}`}
      data-scrolls
      ref={focusOnce}
      className="block max-h-[60dvh] overflow-auto focus-visible:outline-offset-[-2px]"
    >
      <Text text={text} />
    </span>
  );
});

function PlainText({ text }: { text: string }) {
  return <InertText text={text} lines />;
}

/** The button that had the focus is gone; what it opened has it now. */
function focusOnce(element: HTMLElement | null) {
  element?.focus({ preventScroll: true });
}
