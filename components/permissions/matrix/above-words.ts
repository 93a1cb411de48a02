// What denies a call before any rule is asked, in words.
import type { MatrixBlocks } from "@/lib/policy/matrix/matrix-blocks";
import { HELD_WORDS, STRICT_WORDS } from "../../catalog/words";
import type { ToolRow } from "./rows";

/** `blocked` and `held` say where more can be read about it. */
export type Above = { words: string; blocked: boolean; held: boolean };

/** Of one cell, or of a tool's name where there is no column; null where the rules alone decide. */
export function aboveOf(
  { tool: [name, , , , held], server, strict }: ToolRow,
  column: number | null,
  blocks: MatrixBlocks | null,
): Above | null {
  const at = column === null ? undefined : blocks?.at({ server, name }, column);
  const whole =
    at === undefined
      ? (blocks?.isToolBlocked({ server, name }) ?? false)
      : at.blockIds.length > 0 && !at.blockedInPart;
  const words = [
    whole ? "A block denies every call of it, whatever the rules say." : "",
    at?.blockedInPart ? "A block denies it with some of their accounts." : "",
    held !== null ? `No call is let through, whatever the rules say: ${HELD_WORDS[held]}.` : "",
    held === null && strict ? `Calls are ${STRICT_WORDS}.` : "",
  ].filter(Boolean);
  if (words.length === 0) return null;
  return {
    words: words.join(" "),
    blocked: whole || (at?.blockedInPart ?? false),
    held: held !== null || strict,
  };
}

/** Of several cells: that it is not the rules alone, and for how many tools. */
export function aboveOfMany(
  tools: readonly ToolRow[],
  columns: readonly number[],
  blocks: MatrixBlocks | null,
): Above | null {
  const held = tools.filter(({ tool: [, , , , why] }) => why !== null).length;
  const blocked =
    blocks !== null &&
    (columns.some((column) => blocks.columns[column]) ||
      tools.some(({ server, tool: [name] }) => blocks.isToolBlocked({ server, name })));
  const words = [
    blocked ? "Blocks deny some of these calls, whatever the rules say." : "",
    held > 0
      ? `Of ${held === 1 ? "one tool" : `${held.toLocaleString("en")} tools`} no call is let through: the catalog holds ${held === 1 ? "it" : "them"}.`
      : "",
  ].filter(Boolean);
  return words.length === 0 ? null : { words: words.join(" "), blocked, held: held > 0 };
}
