import { InertText } from "../../ui/inert-text";

const MARKER = /(\[redacted:[a-z0-9-]+:[0-9a-f]+\])/;

/** Text in which the server masked secrets: equal ones have equal marks. */
export function MaskedText({ text }: { text: string }) {
  return text.split(MARKER).map((piece, at) => {
    if (at % 2 === 0) return <InertText key={at} text={piece} lines />;
    const [, rule, mac] = piece.slice(1, -1).split(":");
    return (
      <span
        key={at}
        title={`A secret (${rule}). What is not the same has another mark than ${mac}.`}
        className="rounded-[3px] bg-ink/10 px-1 text-ink-2"
      >
        <span aria-hidden>▇▇▇ </span>
        <span className="sr-only">masked, </span>
        {rule} {mac}
      </span>
    );
  });
}
