// RFC 8785 (JCS): the one spelling of a JSON value that is hashed and compared.
import canonicalize from "canonicalize";

/**
 * The canonical text of a JSON value; members that are undefined are left out.
 * Throws on what RFC 8785 has no spelling for: NaN, Infinity, lone surrogates, cycles.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("not a JSON value");
  return text;
}
