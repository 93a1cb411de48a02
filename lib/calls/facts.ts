// What a call in a list says, fact by fact: for cells, for copies, and as values of the query language.
import type { ColumnKey } from "./columns";
import { identityValue } from "./filters";
import type { FieldName } from "./query-language/fields";
import type { CallRow, Identity } from "./view";

export type Fact = {
  name: string;
  /** The field of the query language. */
  field: FieldName;
  /** As a cell shows it; null where the call does not have it. */
  text: string | null;
  /** As a query names it. */
  value: string | null;
  /** What a copy takes along. */
  copy: string | null;
};

/** The facts of a column, most important first; one without a value says that there is none. */
export function factsOf(call: CallRow, column: ColumnKey): readonly Fact[] {
  switch (column) {
    case "time":
      return [plain("Time", "time", call.time)];
    case "pair":
      return [
        identity("Caller", "caller", call.caller.identity),
        identity("Ran as", "ranas", call.ranAs.identity),
        word("Verdict", "verdict", call.verdict),
      ];
    case "tool": {
      const full = [call.server, call.tool].filter((part) => part !== null).join("/");
      return [
        plain("Tool", "tool", call.tool === null ? null : full),
        plain("Server", "server", call.server),
      ];
    }
    case "decision":
      return [plain("Decision", "decision", call.decision)];
    case "outcome":
      return [plain("Outcome", "outcome", call.outcome)];
    case "took":
      return [plain("Took", "duration", call.durationMs === null ? null : `${call.durationMs}ms`)];
    case "verdict":
      return [word("Verdict", "verdict", call.verdict)];
    case "severity":
      return [plain("Severity", "severity", call.severity)];
    case "evidence":
      return [plain("Evidence", "evidence", call.ranAs.evidence)];
    case "callerevidence":
      return [plain("Caller’s evidence", "caller.evidence", call.caller.evidence)];
    case "relation":
      return [word("Relation", "relation", call.relation)];
    case "flags":
      return call.flags.length === 0
        ? [plain("Flags", "flag", null)]
        : call.flags.map((flag) => plain("Flag", "flag", flag));
    case "callerperson":
      return [person("Caller’s person", "caller", call.caller.identity)];
    case "ranasperson":
      return [person("Ran as, person", "ranas", call.ranAs.identity)];
    case "credential": {
      const { credential } = call.ranAs;
      const fingerprint = credential?.fingerprint ?? null;
      const text = credential?.label ?? fingerprint;
      return [{ ...plain("Credential", "credential", fingerprint), text }];
    }
    case "kind":
      return [word("Credential kind", "kind", call.ranAs.kind)];
    case "client": {
      const [id, name] = [call.client?.id ?? null, call.client?.name ?? null];
      const value = id === null ? name && `name:${name}` : `id:${id}`;
      return [{ ...plain("Client", "client", id ?? name), text: name ?? id, value }];
    }
    case "source":
      return [plain("Source", "source", call.source.name)];
    case "type":
      return [plain("Type", "type", call.type)];
    case "session":
      return [plain("Session", "session", call.session)];
    case "trace":
      return [plain("Trace", "trace", call.traceId)];
    case "approval":
      return [plain("Approval", "approval", call.approvalId)];
    case "index":
      return [plain("Index", "index", call.index === null ? null : String(call.index))];
  }
}

function plain(name: string, field: FieldName, text: string | null): Fact {
  return { name, field, text, value: text, copy: text };
}

/** A word of ours, as people read it. */
function word(name: string, field: FieldName, value: string | null): Fact {
  return { ...plain(name, field, value), text: value && value.replaceAll("_", " ") };
}

function identity(name: string, field: FieldName, who: Identity | null): Fact {
  if (who === null) return plain(name, field, null);
  const value = identityValue(who);
  const { principal } = who;
  return {
    name,
    field,
    text: who.person?.name ?? who.name ?? principal?.sub ?? who.id,
    value,
    copy: principal ? `${principal.iss} | ${principal.sub}` : value,
  };
}

/** The person in the directory; a principal that nobody has linked is no person, and stands for itself. */
function person(name: string, field: FieldName, who: Identity | null): Fact {
  const slug = who?.person?.id ?? null;
  const value = who && identityValue(who);
  return { name, field, text: who?.person?.name ?? slug, value, copy: slug };
}
