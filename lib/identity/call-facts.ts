// Everything about one call that the rules compare, resolved once.
import type { CallRecord } from "../calls/model";
import { type CallerSide, callerOf } from "./caller";
import type { DirectoryIndex, Gateway, Server } from "./directory-index";
import { configuredDownstream, downstreamOf, type DownstreamSide } from "./downstream";
import { type Statement, weighEvidence } from "./independent-evidence";
import { parseInstant } from "./instant";
import type { Flag, IndependentEvidence } from "./model";
import { defaultIssuer } from "./principal";

export type CallFacts = {
  record: CallRecord;
  /** `record.time` in microseconds: everything is judged as of this moment. */
  at: number;
  source: string;
  gateway?: Gateway | undefined;
  server?: Server | undefined;
  caller: CallerSide;
  downstream: DownstreamSide;
  /** Namespace of the downstream token's `jti`, and of its `act` where that names no issuer. */
  downstreamIssuer: string;
  /** It was denied and nobody names a downstream identity: nothing ran. */
  deniedBefore: boolean;
  contradiction?: Statement | undefined;
  filledBy?: Statement | undefined;
  index: DirectoryIndex;
};

/** A flag that a rule raises, with the values that decided in words. */
export type Finding = { flag: Flag; text: string };

export type Asking = { source: string; evidence?: readonly IndependentEvidence[] | undefined };

/**
 * The two sides of a call. Their `principal` is also what ingest stores as caller and ran-as: both
 * carry the source's default issuer where the record names none.
 */
export function callFacts(record: CallRecord, asking: Asking, index: DirectoryIndex): CallFacts {
  const { source, evidence = [] } = asking;
  const server = index.servers.get(record.server?.name ?? "");
  const caller = callerOf(record, source, index);
  const said = downstreamOf(record, source, caller, index);
  const weighed = weighEvidence(said, evidence, source, index);
  const nobody = !weighed.downstream.known && weighed.contradiction === undefined;
  const deniedBefore = nobody && record.outcome?.status === "denied";
  // What an admin configured says nothing about a call that was stopped before it left.
  const useConfigured = nobody && !deniedBefore;
  const downstream = useConfigured
    ? configuredDownstream(weighed.downstream, server, source, caller, index)
    : weighed.downstream;
  return {
    record,
    at: parseInstant(record.time),
    source,
    gateway: index.gateways.get(source),
    server,
    caller,
    downstream,
    downstreamIssuer:
      record.downstream?.iss ?? downstream.principal?.iss ?? defaultIssuer(source, index),
    deniedBefore,
    contradiction: weighed.contradiction,
    filledBy: weighed.filledBy,
    index,
  };
}
