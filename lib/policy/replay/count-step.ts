// What the calls of one step come to: kind by kind, and one by one where arguments decide.
import type postgres from "postgres";
import { formatInstant } from "../../calls/instants";
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
import {
  countKinds,
  eachSingle,
  type KindCount,
  type Range,
  type SingleCall,
  timeOf,
} from "./read-calls";
import { readsRedacted } from "./reads-path";
import type { EvaluationRequest } from "../request";
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
  const calls = endsOf(kinds);
  if (deps.base.meaning === deps.draft.meaning) return { counts: [], calls };
  const counts: Count[] = [];
  const open = new Map<string, Open>();
  const questionOf = questionsOf(deps);
  for (const kind of kinds) {
    const asked = askedOf(questionOf(kind), kind);
    const found = compareKind(asked);
    if (asked !== null && found.kind === "undecided" && found.doubts.includes("arguments")) {
      open.set(kindKey(kind), { kind, asked, singles: new Map() });
      counts.push({ ...countOf(kind), outcome: BY_ARGUMENTS });
      continue;
    }
    const outcome = outcomeOf(found);
    if (outcome !== null) counts.push({ ...countOf(kind), ...outcome });
  }
  if (open.size > 0 && readsArguments) {
    const tools = new Set([...open.values()].map(({ kind }) => kind.toolId));
    await eachSingle(tx, range, [...tools], (call) => {
      const known = open.get(call.kind);
      const outcome = known && compareSingle(known, call);
      if (known && outcome) addSingle(known, outcome, call.sample);
    });
    for (const { singles } of open.values()) counts.push(...singles.values());
  }
  return { counts, calls };
}

/** What calls of one kind have in common: the request but for its arguments, and which rules stand. */
type Asked = { question: Question; request: EvaluationRequest; prepared: Prepared };

/** Null where a call of this kind does not say what was asked. */
function askedOf(question: Question, kind: KindCount): Asked | null {
  const request = requestOf(kind, kind);
  return request && { question, request, prepared: prepare(question, request) };
}

function compareKind(asked: Asked | null): Compared {
  if (asked === null) return { kind: "undecided", doubts: ["context"] };
  return compare(asked.question, asked.request, false, asked.prepared);
}

type Open = {
  kind: KindCount;
  asked: Asked;
  /** By what came out. */
  singles: Map<string, Count>;
};
type Found = Pick<Count, "outcome"> & Partial<Pick<Count, "was" | "becomes">>;

function compareSingle({ asked }: Open, call: SingleCall): Found | null {
  if (call.arguments === null) {
    return { outcome: call.committed ? "arguments_gone" : "arguments_not_recorded" };
  }
  const { question, prepared } = asked;
  const context = { ...asked.request.context, arguments: JSON.parse(call.arguments) };
  const request = { ...asked.request, context };
  const { old, next } = prepared;
  const isHidden = call.redacted !== null && readsRedacted([...old, ...next], call.redacted);
  const found = compare(question, request, !isHidden, prepared);
  if (isHidden && found.kind === "undecided" && found.doubts.includes("arguments")) {
    return { outcome: "arguments_redacted" };
  }
  return outcomeOf(found);
}

function addSingle({ kind, singles }: Open, found: Found, sample: string): void {
  const key = `${found.outcome} ${found.was} ${found.becomes}`;
  const at = formatInstant(timeOf(sample));
  const known = singles.get(key);
  if (known === undefined) {
    const one = { n: 1, first: at, last: at, samples: [sample], byArguments: true };
    singles.set(key, { ...countOf(kind), ...found, ...one });
    return;
  }
  known.n += 1;
  if (at < known.first) known.first = at;
  if (at > known.last) known.last = at;
  if (known.samples.length < 3) known.samples.push(sample);
}

/** The question about a kind: whether its source is trusted for groups is all that differs. */
function questionsOf({ facts, ...deps }: Deps): (kind: KindCount) => Question {
  const trusting = (groupsTrusted: boolean) => ({ ...deps, facts: { ...facts, groupsTrusted } });
  const [trusted, untrusted] = [trusting(true), trusting(false)];
  return (kind) => (kind.trusted ? trusted : untrusted);
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
