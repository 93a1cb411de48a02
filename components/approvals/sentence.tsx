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

function Name({ text }: { text: string }) {
  return <InertText text={text} spaces className="font-semibold text-ink" />;
}
