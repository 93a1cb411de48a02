import { expect, it } from "vitest";
import { redactionSentence } from "./redaction-sentence";

const removed = (...parts: string[]) =>
  parts.map((part) => ({ part, path: "/tool/arguments/api_key", rule: "key-name" }));

it.each([
  ["nothing", [], null],
  [
    "one secret, which the raw record repeats, is never told as two",
    removed("arguments", "raw"),
    "Secrets removed before anything was stored: 1 from the arguments, 1 from the raw record, which repeats the rest.",
  ],
  [
    "several places, each with its own count",
    removed("envelope", "arguments", "arguments"),
    "Secrets removed before anything was stored: 1 from names and ids, 2 from the arguments.",
  ],
  [
    "the raw record alone repeats nothing",
    removed("raw"),
    "Secrets removed before anything was stored: 1 from the raw record.",
  ],
])("%s", (_name, redacted, sentence) => expect(redactionSentence(redacted)).toBe(sentence));
