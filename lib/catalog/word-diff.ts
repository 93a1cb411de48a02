import { diffWordsWithSpace } from "diff";

export type TextPart = { kind: "same" | "added" | "removed"; text: string };

/** Words that may come and go before two texts count as having nothing in common. */
const MOST_EDITS = 300;
/** Longer texts are not compared by words: whoever asks is waiting, and so do others. */
const LONGEST = 64 * 1024;

/** What became of a text, word by word; joined without the removed (added) parts it is the later (earlier) text. */
export function diffTexts(before: string, after: string): TextPart[] {
  if (before === after) return after === "" ? [] : [{ kind: "same", text: after }];
  const isLong = before.length + after.length > LONGEST;
  const changes = isLong
    ? undefined
    : diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  const parts = changes?.map(({ value, added, removed }): TextPart => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  })) ?? [
    { kind: "removed" as const, text: before },
    { kind: "added" as const, text: after },
  ];
  return parts.filter(({ text }) => text !== "");
}
