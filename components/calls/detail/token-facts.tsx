import type { CallDetail, TokenView } from "@/lib/calls/view";
import { markedText } from "@/lib/hostile-text";
import { cn } from "../../ui/cn";
import { InertText } from "../../ui/inert-text";
import { Section } from "./section";
import { TOKEN_ROWS } from "./token-rows";

/** Both tokens' facts next to each other; where they differ is marked. Never the tokens. */
export function TokenFacts({ call: { callerToken, ranAsToken } }: { call: CallDetail }) {
  const rows = TOKEN_ROWS.map(({ name, read }) => ({
    name,
    caller: readFrom(callerToken, read),
    ranAs: readFrom(ranAsToken, read),
  })).filter(({ caller, ranAs }) => caller !== null || ranAs !== null);
  return (
    <Section title="Both tokens">
      {rows.length === 0 ? (
        <p className="text-ink-2">The gateway reported no facts of either token.</p>
      ) : (
        <div
          role="region"
          aria-label="Facts of both tokens"
          tabIndex={0}
          data-scrolls
          className="overflow-x-auto rounded-lg border bg-surface"
        >
          <table className="w-full min-w-[20rem] table-fixed border-collapse text-xs">
            <thead>
              <tr className="border-b text-left text-2xs text-ink-3 [&_th]:px-3 [&_th]:py-1.5 [&_th]:font-normal">
                <th scope="col" className="w-[4.75rem] sm:w-[5.5rem]">
                  Fact
                </th>
                <th scope="col">Caller’s token</th>
                <th scope="col" className="w-6 !px-0">
                  <span className="sr-only">Same or different</span>
                </th>
                <th scope="col">Downstream token</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <FactRow key={row.name} {...row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function FactRow({
  name,
  caller,
  ranAs,
}: {
  name: string;
  caller: string | null;
  ranAs: string | null;
}) {
  const both = caller !== null && ranAs !== null;
  const differs = both && caller !== ranAs;
  return (
    <tr className={cn("border-b align-top last:border-b-0", differs && "bg-selected/60")}>
      <th scope="row" className="px-3 py-1.5 text-left font-normal text-ink-3">
        {name}
      </th>
      <Value text={caller} strong={differs} />
      <td className="py-1.5 text-center text-ink-3">
        {both && (
          <>
            <span aria-hidden>{differs ? "≠" : "="}</span>
            <span className="sr-only">{differs ? "different" : "the same"}</span>
          </>
        )}
      </td>
      <Value text={ranAs} strong={differs} />
    </tr>
  );
}

function Value({ text, strong }: { text: string | null; strong: boolean }) {
  return (
    <td
      className="px-3 py-1.5 font-mono text-2xs break-all"
      title={text === null ? undefined : markedText(text)}
    >
      {text === null ? (
        <span className="font-sans text-ink-3">–</span>
      ) : (
        <InertText
          text={shortened(text)}
          className={strong ? "font-medium text-ink" : "text-ink-2"}
        />
      )}
    </td>
  );
}

function readFrom(
  token: TokenView | null,
  read: (token: TokenView) => string | undefined,
): string | null {
  return (token && read(token)) || null;
}

/** A hash is compared in full and shown by its ends; the hover has all of it. */
function shortened(text: string): string {
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…${text.slice(-8)}` : text;
}
