// One event of a frame or a file: its value, or why it is broken with the text it came as.
import { textProblem } from "./event-limits";
import { parseStrictJson } from "./strict-json";

export type FrameItem = { raw: unknown } | { broken: string; text: string };

export function readJsonItem(text: string): FrameItem {
  const parsed = parseStrictJson(text);
  return "value" in parsed ? { raw: parsed.value } : { broken: parsed.problem, text };
}

/** A line of plain text; a line that begins with `{` is held to be JSON. */
export function readTextItem(line: string): FrameItem {
  if (line.trimStart().startsWith("{")) return readJsonItem(line.trim());
  const problem = textProblem(line);
  return problem === undefined ? { raw: line.trimEnd() } : { broken: problem, text: line };
}
