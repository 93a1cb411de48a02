// `*` inside one part of a selector, in linear time and without a RegExp from user input.

/** The literal runs between the stars, already percent-decoded; one run means no star at all. */
export type Glob = readonly string[];

/** A part of a selector. `%2F`, `%2A` and `%25` stand for "/", "*" and "%" as ordinary characters. */
export function parseGlob(part: string): Glob {
  return part.split("*").map(decodeName);
}

/** The part of a selector that reads back as this glob. */
export function printGlob(glob: Glob): string {
  return glob.map(encodeName).join("*");
}

/** A name as it stands in a selector, where "/" and "*" mean something. */
export function encodeName(name: string): string {
  return name.replaceAll("%", "%25").replaceAll("/", "%2F").replaceAll("*", "%2A");
}

/** Every other "%" stands for itself. */
export function decodeName(encoded: string): string {
  if (!encoded.includes("%")) return encoded;
  return encoded.replace(/%(?:25|2f|2a)/gi, (code) =>
    String.fromCharCode(Number.parseInt(code.slice(1), 16)),
  );
}

/**
 * Exact, case included. The first and last run are anchored and the others are searched from left
 * to right; for `*` the leftmost find is always good enough, so the search never goes back.
 */
export function fitsGlob(glob: Glob, text: string): boolean {
  const first = glob[0] ?? "";
  if (glob.length <= 1) return text === first;
  const last = glob[glob.length - 1] ?? "";
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;

  const end = text.length - last.length;
  let from = first.length;
  for (let i = 1; i < glob.length - 1; i++) {
    const run = glob[i] ?? "";
    const found = text.indexOf(run, from);
    if (found === -1 || found + run.length > end) return false;
    from = found + run.length;
  }
  return true;
}
