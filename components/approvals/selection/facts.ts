// What several calls are bound to, as rows: those that all share, and what each has of its own. Pure.
import type { SelectionItem } from "@/lib/approvals/selection-view";

export type Fact = { name: string; value: string };

/** Of one call, in the order in which they are read; what it has none of is left out. */
export function factsOf(item: SelectionItem): Fact[] {
  const { downstream, more, besides } = item;
  const rows = {
    Gateway: item.source.name,
    Agent: item.client,
    What: `${item.resource} by ${item.action}`,
    "Runs as": item.runAs,
    Downstream: downstream && JSON.stringify(downstream),
    And: more && JSON.stringify(more),
    Context: besides && JSON.stringify(besides),
    Definition: item.definitionSha256,
    Session: item.session,
    "The agent says": item.justification,
  };
  return Object.entries(rows).flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}

/** A fact that is not the same everywhere stands with each that has it. */
export function shareFacts(items: readonly SelectionItem[]): { common: Fact[]; own: Fact[][] } {
  const all = items.map(factsOf);
  const [first = []] = all;
  const common = first.filter(({ name, value }) =>
    all.every((facts) => facts.some((one) => one.name === name && one.value === value)),
  );
  const names = new Set(common.map(({ name }) => name));
  return { common, own: all.map((facts) => facts.filter(({ name }) => !names.has(name))) };
}
