// What a call and independent evidence for it have in common. Hashed: nothing of it is kept.
// A trace id alone is no such key, since one trace covers many calls.
import { createHash } from "node:crypto";
import { sha256Hex } from "../../ledger/leaf";
import type { CallRecord } from "../model";

/** `windowHours`: how far apart in time the two may lie. */
export type EvidenceKey = { key: string; windowHours: number };

const REQUEST_HOURS = 1;
const TOKEN_HOURS = 24;

/** The keys of an evidence event, in hex; `match-evidence.ts` makes those of calls, in SQL. */
export function evidenceKeys(record: CallRecord): EvidenceKey[] {
  const { trace } = record;
  const token = record.downstream?.token;
  const span = trace?.traceId && trace.spanId ? `${trace.traceId}:${trace.spanId}` : undefined;
  const of = (kind: string, value: string | undefined, windowHours: number) =>
    value === undefined ? [] : [{ key: hashed(`${kind}:${value}`), windowHours }];
  return [
    ...of("request", trace?.requestId, REQUEST_HOURS),
    ...of("txn", trace?.txn, REQUEST_HOURS),
    ...of("span", span, REQUEST_HOURS),
    ...of("token", token?.sha256, TOKEN_HOURS),
    // As in the envelope, which holds token ids hashed.
    ...of("jti", token?.jti && sha256Hex(token.jti), TOKEN_HOURS),
  ];
}

function hashed(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
