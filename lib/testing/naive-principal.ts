import type { QueryValue } from "../calls/query-language/model";
import type { Identity } from "../calls/view";
import { fitsText } from "./naive-text";

/** Persons, pairs and public ids are exact forms; only a bare word looks at subjects and names. */
export function namesPrincipal(
  value: QueryValue,
  { principal, person, name, email, id }: Identity,
  slugs: readonly string[],
): boolean {
  const isLike = (text: string | null | undefined, wanted = value.text) =>
    text !== null &&
    text !== undefined &&
    fitsText({ ...value, text: wanted.toLowerCase() }, text.toLowerCase());
  if (/^person:/i.test(value.text)) return isLike(person?.id, value.text.slice("person:".length));
  if (value.text.startsWith("prn_")) return isLike(id);
  if (value.text.includes("|")) return isLike(principal && `${principal.iss}|${principal.sub}`);
  const isSlug = slugs.some((slug) => slug.toLowerCase() === value.text.toLowerCase());
  if (isSlug && !value.glob) return isLike(person?.id);
  return [principal?.sub, email, name, person?.id, person?.name].some((text) => isLike(text));
}
