// The directory, arranged so that judging one call takes a handful of Map look-ups.
import { parseInstant } from "./instant";
import type { Directory, PrincipalRef, Risk, Sanction } from "./model";
import { principalKey } from "./principal";
import { parseSelector, type Selector } from "./selector";
import { parseSubjectSelector, type SubjectSelector } from "./subject-selector";

export type Person = { id: string; name?: string | undefined };
export type Gateway = Directory["gateways"][number];
export type Server = Directory["servers"][number];

/** A sanction with its selectors parsed and its ends in microseconds. */
export type ReadySanction = {
  sanction: Sanction;
  tools: Selector[];
  callers: SubjectSelector[];
  from: number;
  until: number;
};

export type DirectoryIndex = {
  persons: Map<string, Person>;
  personOfPrincipal: Map<string, Person>;
  /** Group name -> ids of its persons. */
  groups: Map<string, Set<string>>;
  services: Set<string>;
  trustedActors: Set<string>;
  gateways: Map<string, Gateway>;
  servers: Map<string, Server>;
  tools: Map<string, Risk>;
  sanctions: { principal: SanctionMap; person: SanctionMap; credential: SanctionMap };
  /** Principal -> the first moment it was revoked, in microseconds. */
  revokedAt: Map<string, number>;
};
export type SanctionMap = Map<string, ReadySanction[]>;

/**
 * The order of the directory's lists never matters. Names of gateways, servers and tools are unique
 * there; a principal that two persons claim is linked to neither, because one claim is wrong.
 */
export function indexDirectory(directory: Directory): DirectoryIndex {
  return {
    persons: new Map(directory.persons.map(({ id, name }) => [id, { id, name }])),
    personOfPrincipal: links(directory.persons),
    groups: new Map(Object.entries(directory.groups).map(([name, ids]) => [name, new Set(ids)])),
    services: new Set(directory.services.map(principalKey)),
    trustedActors: new Set(directory.trustedActors.map(principalKey)),
    gateways: new Map(directory.gateways.map((gateway) => [gateway.source, gateway])),
    servers: new Map(directory.servers.map((server) => [server.name, server])),
    tools: new Map(
      directory.tools.flatMap(({ server, name, risk }) =>
        risk === undefined ? [] : [[toolKey(server, name), risk] as const],
      ),
    ),
    sanctions: sanctionMaps(directory.sanctions),
    revokedAt: firstRevocations(directory.revocations),
  };
}

/** The risk class an admin gave; a tool without one counts as destructive. */
export function riskOf(index: DirectoryIndex, server?: string, tool?: string): Risk {
  if (server === undefined || tool === undefined) return "destructive";
  return index.tools.get(toolKey(server, tool)) ?? "destructive";
}

export function personOf(
  index: DirectoryIndex,
  principal: PrincipalRef | undefined,
): Person | undefined {
  return principal && index.personOfPrincipal.get(principalKey(principal));
}

function toolKey(server: string, name: string): string {
  return `${server.length}/${server}${name}`;
}

function links(persons: Directory["persons"]): Map<string, Person> {
  const found = new Map<string, Person>();
  const disputed = new Set<string>();
  for (const { id, name, principals } of persons) {
    for (const key of principals.map(principalKey)) {
      const other = found.get(key);
      if (other !== undefined && other.id !== id) disputed.add(key);
      found.set(key, { id, name });
    }
  }
  for (const key of disputed) found.delete(key);
  return found;
}

function sanctionMaps(sanctions: Sanction[]): DirectoryIndex["sanctions"] {
  const maps = { principal: new Map(), person: new Map(), credential: new Map() } satisfies Record<
    string,
    SanctionMap
  >;
  // The one that lasts longest comes first, so that the reason shown does not depend on list order.
  const ready = sanctions.map(readySanction).toSorted(byLongest);
  for (const one of ready) {
    const { ranAs } = one.sanction;
    if ("iss" in ranAs) push(maps.principal, principalKey(ranAs), one);
    else if ("person" in ranAs) push(maps.person, ranAs.person, one);
    else push(maps.credential, ranAs.credential, one);
  }
  return maps;
}

function readySanction(sanction: Sanction): ReadySanction {
  return {
    sanction,
    tools: sanction.tools.flatMap((text) => parseSelector(text) ?? []),
    callers: sanction.callers.flatMap((text) => parseSubjectSelector(text) ?? []),
    from: parseInstant(sanction.from),
    until: parseInstant(sanction.until),
  };
}

function byLongest(a: ReadySanction, b: ReadySanction): number {
  return b.until - a.until || (JSON.stringify(a.sanction) < JSON.stringify(b.sanction) ? -1 : 1);
}

function push(map: SanctionMap, key: string, one: ReadySanction): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [one]);
  else list.push(one);
}

function firstRevocations(revocations: Directory["revocations"]): Map<string, number> {
  const first = new Map<string, number>();
  for (const revocation of revocations) {
    const key = principalKey(revocation);
    const at = parseInstant(revocation.at);
    first.set(key, Math.min(at, first.get(key) ?? at));
  }
  return first;
}
