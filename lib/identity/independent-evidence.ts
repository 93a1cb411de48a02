// What others than the gateway say about the same call: fills gaps, raises grades, contradicts.
import { type DirectoryIndex, personOf } from "./directory-index";
import { type DownstreamSide, SERVICE_KINDS } from "./downstream";
import { atLeastObserved } from "./evidence";
import type { IndependentEvidence, PrincipalRef } from "./model";
import { defaultIssuer, isSpiffeId, principalKey, samePrincipal } from "./principal";

export type Statement = { source: string; principal: PrincipalRef };
export type Weighed = {
  downstream: DownstreamSide;
  /** Set when somebody names another identity; `downstream` is then the gateway's own word. */
  contradiction?: Statement | undefined;
  /** Set when the gateway named nobody and this statement filled the gap. */
  filledBy?: Statement | undefined;
};

/**
 * A statement counts when its source is marked as evidence provider, is not the source of the call,
 * and names a subject. Independent statements that disagree with each other contradict too.
 */
export function weighEvidence(
  said: DownstreamSide,
  evidence: readonly IndependentEvidence[],
  source: string,
  index: DirectoryIndex,
): Weighed {
  if (evidence.length === 0 || said.kind === "none") return { downstream: said };
  const statements = statementsOf(evidence, source, index);
  const [first] = statements;
  if (first === undefined) return { downstream: said };

  const gatewayNamed = said.principal !== undefined || said.person !== undefined;
  const basis = gatewayNamed ? said : filled(said, first.principal, index);
  const contradiction = statements.find((one) => !agrees(basis, one.principal, index));
  if (contradiction !== undefined) return { downstream: said, contradiction };
  if (!gatewayNamed) return { downstream: basis, filledBy: first };
  return { downstream: { ...said, grade: atLeastObserved(said.grade) } };
}

/** Sorted, so that neither the verdict nor its words depend on who reported first. */
function statementsOf(
  evidence: readonly IndependentEvidence[],
  source: string,
  index: DirectoryIndex,
): Statement[] {
  const counting = evidence.flatMap((one) => {
    const provider = index.gateways.get(one.source)?.evidenceProvider === true;
    if (!provider || one.source === source || !one.sub) return [];
    const iss = one.iss ?? defaultIssuer(one.source, index);
    return [{ source: one.source, principal: { iss, sub: one.sub } }];
  });
  return counting.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey({ source, principal }: Statement): string {
  return `${source} ${principalKey(principal)}`;
}

/** The kind stays the gateway's, and so does whatever else it knew about the credential. */
function filled(
  said: DownstreamSide,
  principal: PrincipalRef,
  index: DirectoryIndex,
): DownstreamSide {
  const person = personOf(index, principal);
  return { ...said, grade: "observed", known: true, principal, person };
}

/** The same principal, the same person, or the same service. */
function agrees(said: DownstreamSide, heard: PrincipalRef, index: DirectoryIndex): boolean {
  if (samePrincipal(said.principal, heard)) return true;
  const person = personOf(index, heard);
  if (said.person !== undefined) return person?.id === said.person.id;
  return samePrincipal(said.owner, heard) || sameService(said, heard);
}

/** A SPIFFE id is unique whoever names it; a client's own token may name it by its client id. */
function sameService(said: DownstreamSide, heard: PrincipalRef): boolean {
  const { principal } = said;
  if (principal === undefined) return false;
  if (isSpiffeId(heard.sub)) return principal.sub === heard.sub;
  const byClientId = SERVICE_KINDS.has(said.kind) && said.token?.clientId === heard.sub;
  return byClientId && principal.iss === heard.iss;
}
