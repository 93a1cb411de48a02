import { cutName, isPlainName, type Sentence as Parts } from "@/lib/approvals/sentence";
import { InertText } from "../ui/inert-text";

/** The sentence of an approval, with the names in it as inert text; `sentenceText` is the same in words. */
export function Sentence({ agent, caller, what, runsAs, mode }: Parts) {
  return (
    <>
      {agent !== null && (
        <>
          <Name text={agent} /> for{" "}
        </>
      )}
      <Name text={caller} /> wants to use <Name text={what} />
      {(runsAs ?? mode) !== null && (
        <>
          , running as <Name text={runsAs ?? mode ?? ""} />
        </>
      )}
    </>
  );
}

/**
 * Others chose it: a box sets it apart, so that it cannot be read as our words, and quotation marks where
 * it is read out. What is cut has its full length elsewhere on the card.
 */
function Name({ text: name }: { text: string }) {
  const { text, isCut } = cutName(name);
  const quoted = !isPlainName(name);
  return (
    <span className="rounded-[4px] box-decoration-clone px-[0.2em] font-semibold text-ink ring-1 ring-line-strong ring-inset">
      {quoted && <span className="sr-only">“</span>}
      <InertText text={text} spaces />
      {isCut && "…"}
      {quoted && <span className="sr-only">”</span>}
    </span>
  );
}
