// Which identities and dimensions a record names; pure, so that ingest resolves a batch at once.
import { sha256Hex } from "../ledger/leaf";
import type { WantedClient, WantedCredential, WantedPrincipal, WantedServer } from "./dimensions";
import type { CallRecord, Downstream } from "./model";

export type RecordIdentities = {
  caller: WantedPrincipal | undefined;
  callerActor: WantedPrincipal | undefined;
  downstream: WantedPrincipal | undefined;
  downstreamActor: WantedPrincipal | undefined;
  client: WantedClient | undefined;
  server: WantedServer | undefined;
  session: string | undefined;
  credential: WantedCredential | undefined;
};

/** `defaultIssuer` stands for the issuer where the record names none (`events.md`). */
export function identitiesOf(record: CallRecord, defaultIssuer: string): RecordIdentities {
  const { caller, downstream, client, server } = record;
  const callerIssuer = caller?.iss ?? defaultIssuer;
  const downstreamIssuer = downstream?.iss ?? defaultIssuer;
  return {
    caller: principal(callerIssuer, caller?.sub, caller?.name, caller?.email),
    callerActor: actor(caller?.token?.act, callerIssuer),
    downstream: principal(downstreamIssuer, downstream?.sub, downstream?.account),
    downstreamActor: actor(downstream?.token?.act, downstreamIssuer),
    client:
      client?.id === undefined && client?.name === undefined
        ? undefined
        : { clientId: client.id ?? null, name: client.name ?? null },
    server: server?.name === undefined ? undefined : { name: server.name },
    session: record.session?.id === undefined ? undefined : sha256Hex(record.session.id),
    credential: downstream && credentialOf(downstream, downstreamIssuer),
  };
}

/**
 * A credential is known by its SHA-256, else by its `jti` with the issuer, else by the name that
 * the gateway gives it. Equal credentials get equal fingerprints, whoever reports them.
 */
function credentialOf(downstream: Downstream, issuer: string): WantedCredential | undefined {
  const { token, credential, kind } = downstream;
  const label = credential?.id ?? null;
  const known = { kind: kind ?? null, label };
  if (token?.sha256 !== undefined)
    return { fingerprint: fingerprintOfToken(token.sha256), ...known };
  if (token?.jti !== undefined)
    return { fingerprint: sha256Hex(`jti:${issuer}|${token.jti}`), ...known };
  if (label !== null) return { fingerprint: sha256Hex(`name:${issuer}|${label}`), ...known };
  return undefined;
}

/** The fingerprint of a credential that is known by its token's SHA-256 in hex. */
export function fingerprintOfToken(sha256: string): string {
  return sha256Hex(`sha256:${sha256}`);
}

function actor(
  act: { iss?: string | undefined; sub?: string | undefined } | undefined,
  issuer: string,
) {
  return principal(act?.iss ?? issuer, act?.sub);
}

function principal(
  iss: string,
  sub: string | undefined,
  name?: string,
  email?: string,
): WantedPrincipal | undefined {
  return sub === undefined ? undefined : { iss, sub, name, email };
}
