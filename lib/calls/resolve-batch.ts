import type postgres from "postgres";
import type { DimensionCache } from "./dimension-cache";
import {
  clientKey,
  credentialKey,
  principalKey,
  resolveClients,
  resolveCredentials,
  resolvePrincipals,
  resolveServers,
  resolveSessions,
  resolveTools,
  serverKey,
  sessionKey,
  toolKey,
} from "./dimensions";
import type { RecordIdentities } from "./identities";

export type DimensionIds = {
  caller: { id: number; publicId: string } | undefined;
  callerActor: string | undefined;
  downstream: { id: number; publicId: string } | undefined;
  downstreamActor: string | undefined;
  clientId: number | null;
  serverId: number | null;
  toolId: number | null;
  sessionId: number | null;
  credentialId: number | null;
};

type Named = { identities: RecordIdentities; tool: string | undefined };

/** The ids of everything that the records of one source's batch name, in the records' order. */
export async function resolveBatch(
  sql: postgres.Sql,
  cache: DimensionCache,
  sourceId: number,
  records: readonly Named[],
): Promise<DimensionIds[]> {
  const each = <T>(of: (identities: RecordIdentities) => (T | undefined)[]): T[] =>
    records.flatMap(({ identities }) => of(identities).filter((one) => one !== undefined));
  const sessionOf = ({ session }: RecordIdentities) =>
    session === undefined ? undefined : { sourceId, sha256: session };

  const [principals, clients, servers, sessions, credentials] = await Promise.all([
    resolvePrincipals(
      sql,
      cache,
      each((of) => [of.caller, of.callerActor, of.downstream, of.downstreamActor]),
    ),
    resolveClients(
      sql,
      cache,
      each((of) => [of.client]),
    ),
    resolveServers(
      sql,
      cache,
      each((of) => [of.server]),
    ),
    resolveSessions(
      sql,
      cache,
      each((of) => [sessionOf(of)]),
    ),
    resolveCredentials(
      sql,
      cache,
      each((of) => [of.credential]),
    ),
  ]);
  const toolOf = ({ identities, tool }: Named) =>
    tool === undefined
      ? undefined
      : { serverId: lookUp(servers, identities.server, serverKey) ?? null, name: tool };
  const tools = await resolveTools(
    sql,
    cache,
    records.flatMap((record) => toolOf(record) ?? []),
  );

  return records.map((record) => {
    const { identities: of } = record;
    return {
      caller: lookUp(principals, of.caller, principalKey),
      callerActor: lookUp(principals, of.callerActor, principalKey)?.publicId,
      downstream: lookUp(principals, of.downstream, principalKey),
      downstreamActor: lookUp(principals, of.downstreamActor, principalKey)?.publicId,
      clientId: lookUp(clients, of.client, clientKey) ?? null,
      serverId: lookUp(servers, of.server, serverKey) ?? null,
      toolId: lookUp(tools, toolOf(record), toolKey) ?? null,
      sessionId: lookUp(sessions, sessionOf(of), sessionKey) ?? null,
      credentialId: lookUp(credentials, of.credential, credentialKey) ?? null,
    };
  });
}

function lookUp<Row, Value>(
  found: ReadonlyMap<string, Value>,
  row: Row | undefined,
  keyOf: (row: Row) => string,
): Value | undefined {
  return row === undefined ? undefined : found.get(keyOf(row));
}
