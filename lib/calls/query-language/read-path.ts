// `args.repo.name`, `result."a key".0`: a place inside a payload.
import { type FieldName, findField } from "./fields";
import type { Reader } from "./reader";

export type Subject = { field: FieldName; path?: string[] };

// A key in quotes may hold anything; a bare one ends at what ends a field or a pattern.
const KEY = String.raw`"(?:[^"\\]|\\["\\])+"|[^\s"():<>=.\\*]+`;
const PATH = String.raw`(args|arguments|result)((?:\.(?:${KEY}))+)`;
/** As the field of a term, or as what `has:` asks for. */
const FOLLOWED = {
  key: new RegExp(`${PATH}(?=[:<>])`, "iy"),
  value: new RegExp(String.raw`${PATH}(?=[\s)]|$)`, "iy"),
} as const;

/** Undefined, and nothing read, where there is no such place. */
export function readPath(reader: Reader, place: keyof typeof FOLLOWED): Subject | undefined {
  const [whole, name = "", keys = ""] = reader.match(FOLLOWED[place]) ?? [];
  const field = findField(name);
  if (whole === undefined || field === undefined) return undefined;
  reader.at += whole.length;
  const path = [...keys.matchAll(new RegExp(String.raw`\.(${KEY})`, "g"))].map(([, key = ""]) =>
    key.startsWith('"') ? key.slice(1, -1).replaceAll(/\\(["\\])/g, "$1") : key,
  );
  return { field, path };
}

/** As it is written behind the name of the field. */
export function printPath(path: readonly string[]): string {
  return path
    .map((key) =>
      /^[^\s"():<>=.\\*]+$/.test(key) ? key : `"${key.replaceAll(/["\\]/g, String.raw`\$&`)}"`,
    )
    .map((key) => `.${key}`)
    .join("");
}
