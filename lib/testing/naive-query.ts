// The slow, obvious reading of a query over calls as the API shows them and as they were sent. It
// shares nothing with the lowering: no SQL, and its own reading of times, units and networks.
import type { QueryNode, QueryValue, Term } from "../calls/query-language/model";
import type { CallRow, Identity } from "../calls/view";
import { namesPrincipal } from "./naive-principal";
import { containsText, fitsText } from "./naive-text";
import { inNetwork, microseconds, milliseconds, timeEdges } from "./naive-quantities";

/** What the list of calls does not show. */
export type Sent = {
  args?: unknown;
  result?: unknown;
  ip?: string | undefined;
  said?: (string | undefined)[];
  sessionId?: string | undefined;
  policy?: string | undefined;
  decisionId?: string | undefined;
};
export type KnownCall = { row: CallRow; sent: Sent };
/** What the directory says. */
export type KnownDirectory = {
  slugs: readonly string[];
  groups: Readonly<Record<string, readonly string[]>>;
  risks: Readonly<Record<string, string>>;
};

type FieldTerm = Exclude<Term, { kind: "text" }>;

export function holds(node: QueryNode, call: KnownCall, directory: KnownDirectory): boolean {
  return fits(node, call, directory) !== node.negated;
}

function fits(node: QueryNode, call: KnownCall, directory: KnownDirectory): boolean {
  if (node.kind === "group") {
    const results = node.nodes.map((one) => holds(one, call, directory));
    return node.op === "and" ? !results.includes(false) : results.includes(true);
  }
  if (node.kind === "text") return textsOf(call).some((text) => containsText(node.value, text));
  switch (node.field) {
    case "caller":
      return whoFits(node, call.row.caller.identity, directory);
    case "ranas":
      return whoFits(node, call.row.ranAs.identity, directory);
    case "person": {
      const { caller, ranAs } = call.row;
      return [caller, ranAs].some(({ identity }) => {
        const slug = identity?.person?.id.toLowerCase();
        if (slug === undefined || node.kind !== "match") return slug !== undefined;
        return node.values.some(({ text, glob }) =>
          fitsText({ text: text.toLowerCase(), glob }, slug),
        );
      });
    }
    case "source": {
      const { name, id } = call.row.source;
      if (node.kind !== "match") return true;
      return node.values.some((value) => fitsText(value, name) || value.text === id);
    }
    case "session": {
      const { row, sent } = call;
      if (row.session === null || node.kind !== "match") return row.session !== null;
      const hash = row.session;
      return node.values.some((value) =>
        value.glob
          ? fitsText(value, hash)
          : value.text.toLowerCase() === hash || value.text === sent.sessionId,
      );
    }
    case "args":
      return node.path ? atPath(node, call.sent.args, node.path) : call.sent.args !== undefined;
    case "result":
      return node.path ? atPath(node, call.sent.result, node.path) : call.sent.result !== undefined;
    case "ip": {
      const { ip } = call.sent;
      if (ip === undefined || node.kind !== "match") return ip !== undefined;
      return node.values.some(({ text }) => inNetwork(ip, text));
    }
    case "duration":
      return numberFits(node, call.row.durationMs, milliseconds);
    case "index":
      return numberFits(node, call.row.index, Number);
    case "time":
      return timeFits(node, microseconds(call.row.time));
    case "severity":
      return rankFits(node, call.row.severity, ["none", "low", "medium", "high", "critical"]);
    case "risk": {
      const risk = directory.risks[`${call.row.server}/${call.row.tool}`];
      return rankFits(node, risk, ["read", "write", "destructive"]);
    }
    default: {
      const texts = namesOf(node.field, call, directory);
      if (node.kind !== "match") return texts.length > 0;
      return node.values.some((value) => texts.some((text) => fitsText(value, text)));
    }
  }
}

function whoFits(node: FieldTerm, who: Identity | null, { slugs }: KnownDirectory): boolean {
  if (who === null || node.kind !== "match") return who !== null;
  return node.values.some((value) => namesPrincipal(value, who, slugs));
}

const known = (...texts: (string | null | undefined)[]): string[] =>
  texts.filter((text) => text !== null && text !== undefined);

function namesOf(field: FieldTerm["field"], { row, sent }: KnownCall, directory: KnownDirectory) {
  switch (field) {
    case "tool":
      return known(row.tool, row.tool && `${row.server ?? ""}/${row.tool}`);
    case "credential":
      return known(row.ranAs.credential?.fingerprint, row.ranAs.credential?.label);
    case "server":
      return known(row.server);
    case "client":
      return known(row.client?.id, row.client?.name);
    case "group": {
      const caller = row.caller.identity?.person?.id;
      return Object.entries(directory.groups).flatMap(([name, members]) =>
        members.some((one) => one === caller) ? [name] : [],
      );
    }
    case "flag":
      return row.flags;
    case "trace":
      return known(row.traceId);
    case "approval":
      return known(row.approvalId);
    case "policy":
      return known(sent.policy);
    case "decision_id":
      return known(sent.decisionId);
    case "evidence":
      return [row.ranAs.evidence];
    case "caller.evidence":
      return [row.caller.evidence];
    case "kind":
      return known(row.ranAs.kind);
    case "verdict":
    case "relation":
    case "outcome":
    case "decision":
    case "type":
    case "id":
      return known(row[field]);
    default:
      throw new Error(`the naive reading has no ${field}`);
  }
}

function textsOf({ row, sent }: KnownCall): string[] {
  const names = (who: Identity | null) =>
    known(who?.principal?.sub, who?.name, who?.email, who?.person?.id, who?.person?.name);
  return [
    ...names(row.caller.identity),
    ...names(row.ranAs.identity),
    ...known(row.server, row.tool && known(row.server, row.tool).join("/")),
    ...known(row.client?.id, row.client?.name, ...(sent.said ?? [])),
  ];
}

function numberFits(
  node: FieldTerm,
  value: number | null,
  read: (text: string) => number,
): boolean {
  if (value === null) return false;
  switch (node.kind) {
    case "match":
      return node.values.some(({ text }) => read(text) === value);
    case "compare":
      return compares(value, node.op, read(node.value));
    case "range":
      return (
        (!node.low || compares(value, node.low.inclusive ? ">=" : ">", read(node.low.value))) &&
        (!node.high || compares(value, node.high.inclusive ? "<=" : "<", read(node.high.value)))
      );
    case "has":
      return true;
  }
}

function compares(a: number, op: string, b: number): boolean {
  if (op === "<") return a < b;
  if (op === "<=") return a <= b;
  return op === ">" ? a > b : a >= b;
}

function rankFits(node: FieldTerm, value: string | undefined, order: string[]): boolean {
  const rank = value === undefined ? null : order.indexOf(value);
  return numberFits(node, rank, (text) => order.indexOf(text));
}

function timeFits(node: FieldTerm, at: number): boolean {
  switch (node.kind) {
    case "match":
      return node.values.some(({ text }) => {
        const [start, end] = timeEdges(text);
        return start <= at && at < end;
      });
    case "compare":
      return timeCompares(at, node.op, node.value);
    case "range":
      return (
        (!node.low || timeCompares(at, node.low.inclusive ? ">=" : ">", node.low.value)) &&
        (!node.high || timeCompares(at, node.high.inclusive ? "<=" : "<", node.high.value))
      );
    case "has":
      return true;
  }
}

function timeCompares(at: number, op: string, text: string): boolean {
  const [start, end] = timeEdges(text);
  if (op === "<") return at < start;
  if (op === "<=") return at < end;
  return op === ">" ? at >= end : at >= start;
}

function atPath(node: FieldTerm, document: unknown, path: readonly string[]): boolean {
  const value = path.reduce<unknown>((inside, key) => {
    if (Array.isArray(inside)) return /^\d+$/.test(key) ? inside[Number(key)] : undefined;
    if (typeof inside !== "object" || inside === null) return undefined;
    return Object.entries(inside).find(([name]) => name === key)?.[1];
  }, document);
  if (value === undefined || value === null) return false;
  if (node.kind === "has") return true;
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.some((one) => {
    if (typeof one === "number" && node.kind !== "match") return numberFits(node, one, Number);
    return node.kind === "match" && node.values.some((wanted) => scalarFits(wanted, one));
  });
}

function scalarFits(wanted: QueryValue, value: unknown): boolean {
  if (typeof value === "number" && !wanted.glob && /^-?[\d.]+$/.test(wanted.text)) {
    return Number(wanted.text) === value;
  }
  if (!["string", "number", "boolean"].includes(typeof value)) return false;
  return fitsText(wanted, String(value));
}
