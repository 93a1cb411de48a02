/**
 * What the admin log keeps of an entry, by kind: of which identities, groups and tools it speaks, and
 * no names of people. Kinds that are left out decide nothing about who may do what.
 */
export const DIRECTORY_KEYS = {
  links: ["person", "iss", "sub"],
  groups: ["group", "person"],
  tools: ["server", "name", "risk"],
  clients: ["client_id", "owner"],
} as const;

/** More entries are not kept one by one. */
const MOST = 20;

export function keptEntries(
  kind: string,
  rows: readonly { cells: Record<string, unknown> }[],
): Record<string, unknown>[] | undefined {
  const keys = Object.entries(DIRECTORY_KEYS).find(([of]) => of === kind)?.[1];
  if (keys === undefined || rows.length > MOST) return undefined;
  return rows.map(({ cells }) =>
    Object.fromEntries(
      keys.flatMap((key) => (Object.hasOwn(cells, key) ? [[key, cells[key]] as const] : [])),
    ),
  );
}
