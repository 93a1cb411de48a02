// The query of the calls behind a number: exactly those that were counted.
import { identityValue } from "../calls/filters";
import type { FieldName } from "../calls/query-language/fields";
import type { Term } from "../calls/query-language/model";
import { isText } from "../calls/query-language/nodes";
import { printQuery } from "../calls/query-language/print";
import type { Identity } from "../calls/view";
import type { Verdict } from "../identity/model";
import type { FanInView, PathView } from "./view";

export const behindVerdict = (verdict: Verdict) => print([is("verdict", verdict)]);

export const behindSource = (name: string) => print([is("source", name)]);

/** The calls of a server, all or those of one verdict. */
export function behindServer(server: string | null, verdict?: Verdict): string {
  return print([is("server", server), ...(verdict ? [is("verdict", verdict)] : [])]);
}

export function behindPath({ caller, server, ranAs }: PathView): string {
  return print([who("caller", caller), is("server", server), who("ranas", ranAs)]);
}

export function behindFanIn({ credential, ranAs }: FanInView): string {
  return credential
    ? print([is("credential", credential.fingerprint)])
    : print([who("ranas", ranAs), is("credential", null)]);
}

function who(field: "caller" | "ranas", identity: Identity | null): Term {
  return is(field, identity && identityValue(identity));
}

/** The field is this value; null: it has none. */
function is(field: FieldName, text: string | null): Term {
  return text === null ? { kind: "has", negated: true, field } : isText(field, text);
}

function print(terms: Term[]): string {
  return printQuery({ terms });
}
