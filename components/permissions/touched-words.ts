// How much a rule that matches everything touches today.

/** "17 tools and 1 identity" */
export function touchedInWords({
  tools,
  identities,
}: {
  tools: number;
  identities: number;
}): string {
  return `${counted(tools, "tool", "tools")} and ${counted(identities, "identity", "identities")}`;
}

function counted(n: number, one: string, many: string): string {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}
