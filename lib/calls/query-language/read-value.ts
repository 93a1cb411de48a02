// One value of a term: literal in quotes, a pattern when a bare one contains `*`.
import type { QueryValue } from "./model";
import type { Token } from "./scan";

export type PlacedValue = QueryValue & { from: number; to: number };
type ValueError = { message: string; from: number; to: number };

export function readValue({ kind, text, from, to }: Token): PlacedValue | ValueError {
  if (text === "") return { message: "An empty value matches nothing.", from, to };
  const why = kind === "quoted" ? undefined : whyQuotes(text);
  if (why !== undefined) return { message: why, from, to };
  return { text, glob: kind !== "quoted" && text.includes("*"), from, to };
}

const WORDS = /^(?:or|and|not)$/i;

/** Why a bare value must not be written without quotes; undefined when it may. */
export function whyQuotes(text: string): string | undefined {
  if (WORDS.test(text))
    return "Write OR in capitals between two values, or put quotes around this one.";
  if (/^[<>=]/.test(text))
    return "Comparisons are not supported yet. For this very text, put it in quotes.";
  if (/^[[{]/.test(text))
    return "Ranges are not supported yet. For this very text, put it in quotes.";
  if (text.includes("\\")) return "Put a value with a backslash in quotes, and write it twice.";
  return undefined;
}
