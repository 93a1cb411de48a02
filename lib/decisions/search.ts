// AuthZEN's searches: whom, what, or which actions the policy in force would allow. Every candidate
// that is known is asked for; nothing is recorded and no limit counts.
import { toolKeyOf } from "../catalog/catalog-facts";
import type { Pool } from "../../db/client";
import { DomainError } from "../errors";
import { parseSelector } from "../identity/selector";
import { parseSubjectSelector } from "../identity/subject-selector";
import { actionName } from "../policy/asked";
import { evaluate } from "../policy/evaluate";
import type { Enforced } from "../policy/in-force";
import type { Policy } from "../policy/model";
import type { EvaluationRequest } from "../policy/request";
import type { Source } from "../sources/model";
import { withIssuer, withKnownProperties } from "./complete-request";

export type Page = { token?: string | undefined; limit?: number | undefined };
export type Found<Result> = { results: Result[]; page: { next_token: string } };

const PAGE = 100;
const MOST = 1_000;
/** A page that takes longer ends where it is: dear conditions must not hold up everybody else. */
const PAGE_MS = 200;
/** What a principal may be called in a question. */
const SUBJECT_TYPES: ReadonlySet<string> = new Set(["user", "identity", "agent"]);

type Deps = { pool: Pool; enforced: Enforced; source: Source; now: number };
type Subject = EvaluationRequest["subject"];
type Resource = EvaluationRequest["resource"];
type Question<Missing extends string> = Omit<EvaluationRequest, Missing>;

/** Subjects of this type that may: those of the directory and those that rules name. */
export async function searchSubjects(
  deps: Deps,
  { subject, ...rest }: Question<"subject"> & { subject: Omit<Subject, "id"> },
  page: Page | undefined,
): Promise<Found<Subject>> {
  const { policy } = deps.enforced;
  const stated = SUBJECT_TYPES.has(subject.type)
    ? [...(await linkedPrincipals(deps.pool)), ...namedPrincipals(policy)]
    : [];
  const known = policy.entities
    .filter(({ type }) => type === subject.type)
    .map(({ id }) => ({ iss: issuerOf(deps.source), sub: id }));
  const candidates = unique([...stated, ...known], ({ iss, sub }) => JSON.stringify([iss, sub]));
  return pageOf(deps, page, candidates, ({ iss, sub }) => {
    const properties = { ...subject.properties, iss };
    const one = { type: subject.type, id: sub, properties };
    return {
      request: { ...rest, subject: one },
      result: { type: one.type, id: sub, properties: { iss } },
    };
  });
}

/** Resources of this type: the catalog's tools, or what rules and known entities name exactly. */
export async function searchResources(
  deps: Deps,
  { resource, ...rest }: Question<"resource"> & { resource: Omit<Resource, "id"> },
  page: Page | undefined,
): Promise<Found<Resource>> {
  const { policy } = deps.enforced;
  const ids = [
    ...(resource.type === "tool" ? await knownTools(deps.pool) : []),
    ...namedResources(policy, resource.type),
    ...policy.entities.filter(({ type }) => type === resource.type).map(({ id }) => id),
  ];
  return pageOf(
    deps,
    page,
    unique(ids, (id) => id),
    (id) => ({
      request: { ...rest, resource: { ...resource, id } },
      result: { type: resource.type, id },
    }),
  );
}

/** Actions that rules name. */
export async function searchActions(
  deps: Deps,
  asked: Question<"action">,
  page: Page | undefined,
): Promise<Found<{ name: string }>> {
  const names = deps.enforced.policy.rules.flatMap(({ actions }) => actions.map(actionName));
  return pageOf(
    deps,
    page,
    unique(names, (name) => name),
    (name) => ({
      request: { ...asked, action: { name } },
      result: { name },
    }),
  );
}

/** Candidates are in a fixed order; a token says how many of them were looked at. */
function pageOf<Candidate, Result>(
  { enforced, source, now }: Deps,
  page: Page | undefined,
  candidates: readonly Candidate[],
  asked: (candidate: Candidate) => { request: EvaluationRequest; result: Result },
): Found<Result> {
  const limit = Math.min(page?.limit ?? PAGE, MOST);
  const facts = { ...enforced.facts, groupsTrusted: source.groupsTrusted, callsMade: () => 0 };
  const results: Result[] = [];
  const began = performance.now();
  const start = offsetOf(page?.token);
  let at = start;
  for (; at < candidates.length && results.length < limit; at++) {
    if (at > start && performance.now() - began > PAGE_MS) break;
    const candidate = candidates[at];
    if (candidate === undefined) break;
    const { request, result } = asked(candidate);
    const whole = withKnownProperties(withIssuer(request, source), enforced.policy);
    if (evaluate(enforced.index, whole, facts, now).effect === "allow") results.push(result);
  }
  return { results, page: { next_token: at < candidates.length ? `at.${at}` : "" } };
}

function offsetOf(token: string | undefined): number {
  if (token === undefined || token === "") return 0;
  const at = /^at\.(\d{1,9})$/.exec(token)?.[1];
  if (at === undefined) throw new DomainError("invalid", "page.token: is none of ours");
  return Number(at);
}

function unique<Value>(values: readonly Value[], keyOf: (value: Value) => string): Value[] {
  const byKey = new Map(values.map((value) => [keyOf(value), value]));
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

function issuerOf({ issuer, name }: Source): string {
  return issuer ?? `urn:onbehalf:source:${name}`;
}

async function linkedPrincipals({ sql }: Pool): Promise<{ iss: string; sub: string }[]> {
  return sql<{ iss: string; sub: string }[]>`
    SELECT iss, sub FROM principal WHERE person_id IS NOT NULL AND iss IS NOT NULL AND sub IS NOT NULL`;
}

function namedPrincipals({ rules }: Policy): { iss: string; sub: string }[] {
  return rules.flatMap(({ subjects }) =>
    subjects.flatMap((text) => {
      const selector = parseSubjectSelector(text);
      return selector?.kind === "principal" ? [selector.value] : [];
    }),
  );
}

async function knownTools({ sql }: Pool): Promise<string[]> {
  const rows = await sql<{ server: string; name: string }[]>`
    SELECT s.name AS server, t.name FROM tool t JOIN server s ON s.id = t.server_id`;
  return rows.map(({ server, name }) => toolKeyOf(server, name));
}

function namedResources({ rules }: Policy, type: string): string[] {
  return rules.flatMap(({ resources }) =>
    resources.flatMap((text) => {
      const selector = parseSelector(text);
      if (selector?.type !== type || selector.name.length !== 1) return [];
      const [name = ""] = selector.name;
      const [server = ""] = selector.server;
      if (selector.server.length !== 1) return type === "tool" ? [] : [name];
      return [server === "" ? name : toolKeyOf(server, name)];
    }),
  );
}
