// The one sentence of an approval, from our own catalogue and never from a server's description.
// Pure: its names come from gateways and are hostile, and are shown as inert text.
import { z } from "zod";
import { markedText } from "../hostile-text";

export const sentenceSchema = z.object({
  /** The client that sends it; null where nobody stated one. */
  agent: z.string().nullable(),
  caller: z.string(),
  /** `server/tool`, or type and id of whatever is no tool. */
  what: z.string(),
  /** Null where the question names no downstream identity. */
  runsAs: z.string().nullable(),
  /** `caller`, `delegated`, `service`: as the gateway stated it. */
  mode: z.string().nullable(),
});
export type Sentence = z.infer<typeof sentenceSchema>;

export function sentenceText({ agent, caller, what, runsAs, mode }: Sentence): string {
  const who = agent === null ? nameText(caller) : `${nameText(agent)} for ${nameText(caller)}`;
  const as = runsAs ?? mode;
  return `${who} wants to use ${nameText(what)}${as === null ? "" : `, running as ${nameText(as)}`}`;
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
export function nameText(name: string): string {
  if (isPlainName(name)) return markedText(name);
  const { text, isCut } = cutName(name);
  return `“${markedText(text).replaceAll(QUOTES, '["]')}${isCut ? "…" : ""}”`;
}

const PLAIN = /^[\p{L}\p{M}\p{N}._/:@|+*#%~=$-]+$/u;
const QUOTES = /["“”„‟«»‹›〝〞＂]/g;
