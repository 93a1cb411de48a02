// The one sentence of an approval, from our own catalogue and never from a server's description.
// Pure: its names come from gateways and are hostile, and are shown as inert text.
import { z } from "zod";
import { markedText } from "../hostile-text";

const KINDS = ["tool", "prompt", "resource", "other"] as const;
type Kind = (typeof KINDS)[number];

export const sentenceSchema = z.object({
  /** The client that sends it; null where nobody stated one. */
  agent: z.string().nullable(),
  caller: z.string(),
  /** `tools/call`, or what else the gateway asks to do. */
  action: z.string(),
  kind: z.enum(KINDS),
  /** `server/tool`, or type and name of whatever is no tool. */
  what: z.string(),
  /** Null where the question names no downstream identity. */
  runsAs: z.string().nullable(),
  /** `caller`, `delegated`, `service`: as the gateway stated it. */
  mode: z.string().nullable(),
});
export type Sentence = z.infer<typeof sentenceSchema>;

/** Our own words, or a name that others chose; `quoted` stands in quotation marks even if it is plain. */
export type Piece = string | { name: string; quoted?: true };

export function sentencePieces(sentence: Sentence): Piece[] {
  const { agent, caller, runsAs, mode } = sentence;
  const as = runsAs ?? mode;
  return [
    ...(agent === null ? [] : [{ name: agent }, " for "]),
    { name: caller },
    " wants to ",
    ...wish(sentence),
    ...(as === null ? [] : [", running as ", { name: as }]),
  ];
}

/** What is done with each kind in MCP, and what the kind is called. */
const USES: Record<Kind, { action: string; does: string; is: string }> = {
  tool: { action: "tools/call", does: "use ", is: "" },
  prompt: { action: "prompts/get", does: "get ", is: "the prompt " },
  resource: { action: "resources/read", does: "read ", is: "the resource " },
  other: { action: "tools/call", does: "use ", is: "" },
};

function wish({ action, kind, what }: Sentence): Piece[] {
  const use = USES[kind];
  const type = `${kind}:`;
  const thing = { name: what.startsWith(type) && kind !== "tool" ? what.slice(type.length) : what };
  if (action === use.action) return [use.does + use.is, thing];
  return ["do ", { name: action, quoted: true }, ` on ${use.is}`, thing];
}

export function sentenceText(sentence: Sentence): string {
  return sentencePieces(sentence)
    .map((piece) => (typeof piece === "string" ? piece : nameText(piece.name, piece.quoted)))
    .join("");
}

const MOST_NAME = 80;
const MOST_PLAIN = 40;

/** At most 80 characters of a name that others chose; the whole of it stands on the card. */
export function cutName(name: string): { text: string; isCut: boolean } {
  const characters = Array.from(name.slice(0, 2 * MOST_NAME + 2));
  if (characters.length <= MOST_NAME) return { text: name, isCut: false };
  return { text: characters.slice(0, MOST_NAME).join(""), isCut: true };
}

/** Whether it reads as one name wherever it stands: no spaces, quotes or commas, and short. */
export function isPlainName(name: string): boolean {
  return name.length <= MOST_PLAIN && PLAIN.test(name);
}

/**
 * A name in plain text. One that could be read as our own words stands in quotation marks; hidden
 * characters are marked, and so are quotation marks inside.
 */
export function nameText(name: string, quoted = false): string {
  if (!quoted && isPlainName(name)) return markedText(name);
  const { text, isCut } = cutName(name);
  return `“${markedText(text).replaceAll(QUOTES, '["]')}${isCut ? "…" : ""}”`;
}

const PLAIN = /^[\p{L}\p{M}\p{N}._/:@|+*#%~=$-]+$/u;
const QUOTES = /["“”„‟«»‹›〝〞＂]/g;
