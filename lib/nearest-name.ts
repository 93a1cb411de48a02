/** The name that was probably meant, or undefined where none is near: a third of its letters may differ. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const near = names
    .map((name) => ({ name, distance: editDistance(wanted, name) }))
    .toSorted((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= Math.max(1, Math.floor(wanted.length / 3))
    ? near.name
    : undefined;
}

/** Levenshtein: how many letters to add, drop or change. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (const [i, one] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, two] of [...b].entries()) {
      const changed = (row[j] ?? 0) + (one === two ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
