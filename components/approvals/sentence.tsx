import { Fragment } from "react";
import {
  cutName,
  isPlainName,
  type Sentence as Parts,
  sentencePieces,
} from "@/lib/approvals/sentence";
import { cn } from "../ui/cn";
import { InertText } from "../ui/inert-text";

/** Characters that fit one line everywhere, also where each is shown as its code. */
const SHORT = 24;

/** The sentence of an approval, with the names in it as inert text; `sentenceText` is the same in words. */
export function Sentence(parts: Parts) {
  return sentencePieces(parts).map((piece, at) =>
    typeof piece === "string" ? (
      <Fragment key={at}>{piece}</Fragment>
    ) : (
      <Name key={at} text={piece.name} quoted={piece.quoted} />
    ),
  );
}

/**
 * Others chose it: a box sets it apart, so that it cannot be read as our words, and quotation marks where
 * it is read out. What is cut has its full length elsewhere on the card.
 */
function Name({ text: name, quoted = !isPlainName(name) }: { text: string; quoted?: boolean }) {
  const { text, isCut } = cutName(name);
  return (
    <span
      className={cn(
        "rounded-[4px] box-decoration-clone px-[0.2em] font-semibold text-ink ring-1 ring-line-strong ring-inset",
        // A box that is cut in two looks like two names.
        text.length <= SHORT && "whitespace-nowrap",
      )}
    >
      {quoted && <span className="sr-only">“</span>}
      <InertText text={text} spaces />
      {isCut && "…"}
      {quoted && <span className="sr-only">”</span>}
    </span>
  );
}
