import { InertText } from "../ui/inert-text";

/** What cannot be read, where, and why. */
export function QueryErrorNote({
  text,
  error: { message, from, to },
}: {
  text: string;
  /** Positions in UTF-16 units; `from` equals `to` where something is missing. */
  error: { message: string; from: number; to: number };
}) {
  return (
    <div className="rounded-md border border-danger/40 px-3 py-1.5 text-xs">
      <p className="font-mono break-words whitespace-pre-wrap">
        <InertText text={tail(text.slice(0, from))} />
        <mark className="rounded-[2px] bg-(--mismatch-bg) text-danger underline decoration-wavy underline-offset-4">
          {from < to ? <InertText text={head(text.slice(from, to))} /> : "\u2007"}
        </mark>
        <InertText text={head(text.slice(to))} />
      </p>
      <p className="pt-1 text-danger">
        <InertText text={message} /> <span className="text-ink-3">(position {from + 1})</span>
      </p>
    </div>
  );
}

/** Around the mistake: the whole of a long query would push it off the screen. */
const SHOWN = 160;

function head(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function tail(text: string): string {
  return text.length > SHOWN ? `…${text.slice(-SHOWN)}` : text;
}
