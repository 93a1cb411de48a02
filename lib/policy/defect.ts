/** Something wrong in a policy, where it stands, and in words that say what to do. */
export type Defect = {
  path: readonly PropertyKey[];
  message: string;
};

/** A defect with its place in the text; both count from 1. */
export type PlacedDefect = Defect & { line: number; column: number };

/** `12:5 rules.3.when: …`, as compilers say it. */
export function describeDefect({ line, column, path, message }: PlacedDefect): string {
  const where = path.length === 0 ? "" : `${path.map(String).join(".")}: `;
  return `${line}:${column} ${where}${message}`;
}
