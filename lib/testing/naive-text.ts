import type { QueryValue } from "../calls/query-language/model";

const made = new Map<string, RegExp>();

/** The whole text, case included. */
export function fitsText(value: QueryValue, text: string): boolean {
  return value.glob ? regex(value.text, true).test(text) : value.text === text;
}

/** Anywhere inside, in any case. */
export function containsText(value: QueryValue, text: string): boolean {
  const [wanted, inside] = [value.text.toLowerCase(), text.toLowerCase()];
  return value.glob ? regex(wanted, false).test(inside) : inside.includes(wanted);
}

function regex(pattern: string, whole: boolean): RegExp {
  const key = `${whole}${pattern}`;
  let one = made.get(key);
  if (one === undefined) {
    const source = pattern.replaceAll(/\\(.)|([^\\])/gsu, (_, escaped?: string, plain?: string) => {
      if (plain === "*") return ".*";
      return (escaped ?? plain ?? "").replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
    });
    one = new RegExp(whole ? `^${source}$` : source, "su");
    made.set(key, one);
  }
  return one;
}
