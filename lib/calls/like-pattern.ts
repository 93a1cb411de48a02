import type { QueryValue } from "./query-language/model";

/** `*` is any run of characters where the value is a glob; everything else is literal. */
export function likePattern({ text, glob }: QueryValue): string {
  const escaped = text.replaceAll(/[\\%_]/g, String.raw`\$&`);
  return glob ? escaped.replaceAll("*", "%") : escaped;
}
