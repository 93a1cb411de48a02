// What the calls of one step come to: kind by kind, and one by one where arguments decide.
import type postgres from "postgres";
import type { Facts } from "../facts";
import type { Effect } from "../model";
import {
  type Compared,
  compare,
  type Doubt,
  prepare,
  type Prepared,
  type Question,
} from "./compare";
import { BY_ARGUMENTS, type Outcome, type Undecided } from "./model";
import { countKinds, type KindCount, type Range, readSingles, type SingleCall } from "./read-calls";
import { readsRedacted } from "./reads-path";
import { kindKey, requestOf } from "./stored-kind";

export type Count = {
  outcome: Outcome;
  byArguments: boolean;
  was: Effect | null;
  becomes: Effect | null;
  callerId: number;
  clientId: number;
  serverId: number;
  toolId: number;
  type: string;
  n: number;
  first: string;
  last: string;
  samples: string[];
};

type Deps = Omit<Question, "facts"> & { facts: Omit<Facts, "groupsTrusted"> };

/** `readsArguments`: without it no payload is looked at, whatever the calls. */
export async function countStep(
  tx: postgres.TransactionSql,
  range: Range,
  deps: Deps,
  { readsArguments }: { readsArguments: boolean },
): Promise<{ counts: Count[]; calls: { n: number; first: string; last: string } }> {
  const kinds = await countKinds(tx, range);
  const counts: Count[] = [];
  const open = new Map<string, Open>();
  for (const kind of kinds) {
    const found = compareKind(deps, kind);
    if (found.kind === "undecided" && found.doubts.includes("arguments")) {
      open.set(kindKey(kind), { kind, prepared: preparedOf(deps, kind) });
      counts.push({ ...countOf(kind), outcome: BY_ARGUMENTS });
      continue;
    }
    const outcome = outcomeOf(found);
    if (outcome !== null) counts.push({ ...countOf(kind), ...outcome });
  }
  if (open.size > 0 && readsArguments) {
    const tools = new Set([...open.values()].map(({ kind }) => kind.toolId));
    for (const call of await readSingles(tx, range, [...tools])) {
      const known = open.get(kindKey(call));
      if (known !== undefined) counts.push(...compareSingle(deps, known, call));
    }
  }
  return { counts, calls: endsOf(kinds) };
}

function compareKind(deps: Deps, kind: KindCount): Compared {
  if (deps.base.meaning === deps.draft.meaning) return { kind: "same" };
  const request = requestOf(kind, kind);
  if (request === null) return { kind: "undecided", doubts: ["context"] };
  return compare(questionOf(deps, kind), request, false);
}

/** Calls of one kind: which rules stand is the same for all of them. */
type Open = { kind: KindCount; prepared: Prepared | null };

function preparedOf(deps: Deps, kind: KindCount): Prepared | null {
  const request = requestOf(kind, kind);
  return request && prepare(questionOf(deps, kind), request);
}

function compareSingle(deps: Deps, { kind, prepared }: Open, call: SingleCall): Count[] {
  const count = { ...countOf(kind), n: 1, first: call.at, last: call.at, samples: [call.sample] };
  const gone = call.committed ? "arguments_gone" : "arguments_not_recorded";
  if (call.arguments === null) return [{ ...count, outcome: gone, byArguments: true }];
  const request = requestOf(kind, kind, JSON.parse(call.arguments));
  if (request === null || prepared === null) return [];
  const rules = [...prepared.old, ...prepared.next];
  const isHidden = call.redacted.length > 0 && readsRedacted(rules, call.redacted);
  const found = compare(questionOf(deps, kind), request, !isHidden, prepared);
  if (isHidden && found.kind === "undecided" && found.doubts.includes("arguments")) {
    return [{ ...count, outcome: "arguments_redacted", byArguments: true }];
  }
  const outcome = outcomeOf(found);
  return outcome === null ? [] : [{ ...count, ...outcome, byArguments: true }];
}

function questionOf({ facts, ...deps }: Deps, { trusted }: KindCount): Question {
  return { ...deps, facts: { ...facts, groupsTrusted: trusted } };
}

function countOf(kind: KindCount): Omit<Count, "outcome"> {
  const { callerId, clientId, serverId, toolId, type, n, first, last, samples } = kind;
  const nothing = { byArguments: false, was: null, becomes: null };
  return { ...nothing, callerId, clientId, serverId, toolId, type, n, first, last, samples };
}

const CLASS_OF: Readonly<Record<Exclude<Doubt, "arguments">, Undecided>> = {
  context: "context_not_recorded",
  rate: "rate",
  approval: "approval",
};

function outcomeOf(found: Compared) {
  if (found.kind === "same") return null;
  if (found.kind === "flip") {
    return { outcome: found.flip, was: found.was, becomes: found.becomes };
  }
  for (const doubt of ["context", "rate", "approval"] as const) {
    if (found.doubts.includes(doubt)) return { outcome: CLASS_OF[doubt] };
  }
  return { outcome: "arguments_not_recorded" as const };
}

function endsOf(kinds: readonly KindCount[]) {
  let [n, first, last] = [0, "", ""];
  for (const kind of kinds) {
    n += kind.n;
    if (first === "" || kind.first < first) first = kind.first;
    if (last === "" || kind.last > last) last = kind.last;
  }
  return { n, first, last };
}
