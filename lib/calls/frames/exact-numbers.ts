// Whether a number is still the one that was written: of two that a double holds as one, only one
// was approved.
import { endOfString } from "./end-of-string";

/** Written where a number is not exact: JSON that every double is too small for. */
const NEVER_EXACT = "1e999";

/**
 * The text with 1e999 in the place of each number whose decimal value is not that of its double's
 * shortest text, and of -0; the same text where there is none. Expects text that JSON.parse accepts.
 * Linear in its length.
 */
export function markInexact(text: string): string {
  if (!MAY_BE_INEXACT.test(text)) return text;
  const token = /"|-?\d[\d.eE+-]*/g;
  let marked = "";
  let copied = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [number] = match;
    if (number === '"') token.lastIndex = endOfString(text, match.index);
    else if (!isWhatItSays(number)) {
      marked += text.slice(copied, match.index) + NEVER_EXACT;
      copied = token.lastIndex;
    }
  }
  return copied === 0 ? text : marked + text.slice(copied);
}

/** Fifteen digits are always exact: what has more, a power, or a zero below zero is looked at. */
const MAY_BE_INEXACT = /(?:^|[[:,\s])(?:-0|-?[\d.]{16}|-?[\d.]+[eE])/;

function isWhatItSays(written: string): boolean {
  const held = Number(written);
  const shortest = String(held);
  if (shortest === written) return true;
  if (!Number.isFinite(held) || Object.is(held, -0)) return false;
  return decimalOf(written) === decimalOf(shortest);
}

/** One text for all spellings of a decimal value: its digits without zeros around them, and a power. */
function decimalOf(number: string): string {
  const [mantissa = "", power = "0"] = number.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const digits = whole + fraction;
  let from = 0;
  let to = digits.length;
  while (digits[from] === "0") from++;
  if (from === to) return "0";
  while (digits[to - 1] === "0") to--;
  const scale = Number(power) - fraction.length + (digits.length - to);
  return `${number.startsWith("-") ? "-" : ""}${digits.slice(from, to)}e${scale}`;
}

/** Whether every number of a value is one that a double holds alone. */
export function isExact(value: unknown): boolean {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (typeof one === "number" && !isExactNumber(one)) return false;
    if (typeof one === "object" && one !== null) {
      for (const member of Object.values(one)) open.push(member);
    }
  }
  return true;
}

/** Beyond 2^53 two different integers become one number; so does whatever is too large for one. */
function isExactNumber(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}
