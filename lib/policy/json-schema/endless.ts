/** Whether following `edges` from somewhere leads back there: such a check would never end. */
export function findEndlessReference(edges: ReadonlyMap<unknown, readonly unknown[]>): boolean {
  const done = new Set<unknown>();
  const open = new Set<unknown>();
  const visit = (node: unknown): boolean => {
    if (open.has(node)) return true;
    if (done.has(node)) return false;
    open.add(node);
    const endless = (edges.get(node) ?? []).some(visit);
    open.delete(node);
    done.add(node);
    return endless;
  };
  return [...edges.keys()].some(visit);
}
