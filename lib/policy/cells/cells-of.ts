// What the rules say of somebody, whichever of their accounts calls, ready to be asked for each tool.
import type { Rule } from "../model";
import type { NamedResource } from "../resource";
import { type Cell, cellOf, cellOfAccounts } from "./cell";
import { rulesOf } from "./rules-of";
import { accountsOf, namesIn, type Who } from "./who";

export type CellsOf = (resource: NamedResource, isOwn: (rule: Rule) => boolean) => Cell;

/** `named`: what `namesIn` finds in the rules, made once for many subjects. */
export function cellsOf(
  rules: readonly Rule[],
  who: Who,
  now: number,
  named = namesIn(rules),
): CellsOf {
  const accounts = accountsOf(who, named).map((account) => rulesOf(rules, account, now));
  return (resource, isOwn) =>
    cellOfAccounts(accounts.map((of) => cellOf(of(resource, "tools/call"), isOwn, now)));
}
