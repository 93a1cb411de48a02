// A cell in words, for the eye, the hover and the screen reader.
import type { Cell } from "@/lib/policy/cells/cell";
import type { MatrixView, UsageView } from "@/lib/policy/matrix/model";
import type { Effect } from "@/lib/policy/model";

export const EFFECT_WORDS: Record<Effect, string> = { allow: "Allow", ask: "Ask", deny: "Deny" };

/** The one word that stands in the cell. */
export function cellWord({ state, effects }: Cell): string {
  if (state === "unset") return "Not set";
  if (state === "mixed") {
    const words = effects.map((effect) => EFFECT_WORDS[effect]).join(" or ");
    return words === "" ? "Mixed" : words.charAt(0) + words.slice(1).toLowerCase();
  }
  if (state !== "conditional") return EFFECT_WORDS[state];
  return `${EFFECT_WORDS[effects[0] ?? "allow"]} if`;
}

/** Of rules, by their ids. */
export type RuleNames = ReadonlyMap<string, string>;

export function ruleNames(rules: MatrixView["rules"]): RuleNames {
  return new Map(rules.map(({ id, name }) => [id, name]));
}

/** "Allowed by Engineers read, which speaks of more than this cell." */
export function cellSentence(cell: Cell, nameOf: RuleNames): string {
  const names = cell.ruleIds.map((id) => `“${nameOf.get(id) ?? id}”`);
  const by =
    names.length > 3
      ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`
      : names.join(" and ");
  if (cell.state === "unset") return "Not set: no rule speaks of it, so it is denied.";
  if (cell.byAccount)
    return `${cellWord(cell)}: it depends on which of their accounts calls, by ${by}.`;
  if (cell.own) return `${cellWord(cell)}, set here in the matrix.`;
  if (cell.state === "conditional") return `${cellWord(cell)}: only under the conditions of ${by}.`;
  if (cell.state === "mixed") return `Mixed: it depends on the call which of ${by} decides.`;
  return `${cellWord(cell)}, inherited from ${by}.`;
}

/** "Its tools differ: 2 allow, 1 not set." */
export function serverSentence(cells: readonly Cell[]): string {
  const words = countedWords(cells);
  const [only = ""] = words;
  if (words.length === 1) return `All of its tools: ${only.replace(/^\S+ /, "")}.`;
  return `Its tools differ: ${words.join(", ")}.`;
}

/** "9 cells: 5 allow, 4 not set." */
export function rangeSentence(cells: readonly Cell[]): string {
  return `${cells.length.toLocaleString("en")} cells: ${countedWords(cells).join(", ")}.`;
}

function countedWords(cells: readonly Cell[]): string[] {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const word = cellWord(cell).toLowerCase().replace(/ if$/, " under conditions");
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, n]) => `${n.toLocaleString("en")} ${word}`);
}

export type CellUsage = { calls: number; as: { words: string; calls: number }[] };

/** Calls of each cell, by the tool's id and the column's subject. */
export function usageIndex({ cells, columns, ranAs }: UsageView): Map<string, CellUsage> {
  const found = new Map<string, CellUsage>();
  for (const [tool, column, as, calls] of cells) {
    const key = usageKey(tool, columns[column] ?? "");
    const known = found.get(key) ?? { calls: 0, as: [] };
    known.calls += calls;
    known.as.push({ words: ranAsWords(ranAs[as]), calls });
    found.set(key, known);
  }
  return found;
}

export function usageKey(tool: string, subject: string): string {
  return `${tool} ${subject}`;
}

function ranAsWords(one: UsageView["ranAs"][number] | undefined): string {
  if (one?.kind === "caller") return "as caller";
  if (one?.kind === "not_run") return "not run";
  return one?.kind === "other" ? `as ${one.name}` : "as unknown";
}

/** "12 · as caller"; with more identities, the one of most calls and how many others. */
export function usageWords({ calls, as }: CellUsage): string {
  const [first, ...others] = as;
  const rest = others.length > 0 ? ` +${others.length}` : "";
  return `${calls.toLocaleString("en")} · ${first?.words ?? ""}${rest}`;
}

/** "15 calls in 30 days: 12 as caller, 3 as svc-jira-admin". */
export function usageSentence(usage: CellUsage | undefined): string {
  if (!usage) return "No call in 30 days.";
  const parts = usage.as.map(({ words, calls }) => `${calls.toLocaleString("en")} ${words}`);
  const calls = usage.calls === 1 ? "1 call" : `${usage.calls.toLocaleString("en")} calls`;
  return `${calls} in 30 days: ${parts.slice(0, 6).join(", ")}${parts.length > 6 ? " and others" : ""}.`;
}
