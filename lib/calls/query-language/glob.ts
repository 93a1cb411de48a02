// Patterns: `*` is any run of characters; in the stored form `\*` and `\\` are the characters.

/** The literal runs between the stars, without escapes: `a\*b*c` is `a*b` and `c`. */
export function globRuns(pattern: string): string[] {
  const runs = [""];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? "";
    if (char === "*") runs.push("");
    else runs[runs.length - 1] += char === "\\" ? (pattern[++at] ?? "") : char;
  }
  return runs;
}

/** The stored form of these runs with a star between each two. */
export function globOf(runs: readonly string[]): string {
  return runs.map((run) => run.replaceAll(/[\\*]/g, String.raw`\$&`)).join("*");
}
