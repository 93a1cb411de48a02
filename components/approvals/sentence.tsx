import type { Sentence as Parts } from "@/lib/approvals/sentence";
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

/** What is as long as nobody's name is has its full length elsewhere on the card. */
function Name({ text }: { text: string }) {
  const cut = text.length > MOST_NAME;
  return (
    <span className="font-semibold text-ink">
      <InertText
        text={
          cut
            ? Array.from(text.slice(0, 2 * MOST_NAME))
                .slice(0, MOST_NAME)
                .join("")
            : text
        }
        spaces
      />
      {cut && "…"}
    </span>
  );
}

const MOST_NAME = 120;
