// JSON that a gateway wrote into a string.
import { parseStrictJson } from "../frames/strict-json";

/** The value of a text that is JSON as an event may hold it; anything else as it is. */
export function parsedText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const parsed = parseStrictJson(value);
  return "value" in parsed ? parsed.value : value;
}
