import type { z } from "zod";
import type { Pool } from "../../../db/client";
import { heldAs, type ServerState } from "../../catalog/model";
import { serverStates } from "../../catalog/server-states";
import { DomainError } from "../../errors";
import type { DirectoryCache } from "../../identity/directory-cache";
import type { DirectoryIndex } from "../../identity/directory-index";
import { decodeName } from "../../identity/glob";
import { principalKey } from "../../identity/principal";
import { parseSubjectSelector } from "../../identity/subject-selector";
import { isConditional } from "../cells/cell";
import { cellsOf } from "../cells/cells-of";
import { rulesOf } from "../cells/rules-of";
import { namesIn, whoIs } from "../cells/who";
import { readBlocks } from "../blocks";
import { isOfCell, toolSelector } from "../edit/matrix-rule";
import type { Block } from "../facts";
import type { Policy, Rule } from "../model";
import { readDocument } from "../read-document";
import type { effectiveQuery, EffectiveView } from "./effective-view";
import { knownTools, withNamed } from "./known-tools";
import { blockedOf, means, onTool } from "./standing-blocks";
import { isUseOf, readUses, sumUses, keysOfUses, usesByTool } from "./usage";

type Query = z.output<typeof effectiveQuery>;
type Deps = { pool: Pool; directory: DirectoryCache };

/** Throws `invalid` where the question names not exactly one of subject and tool, or none that is one. */
export async function readEffective(
  deps: Deps,
  query: Query,
  now = Date.now(),
): Promise<EffectiveView> {
  const { principal, tool, draft, version } = query;
  const subject = query.subject ?? (principal === undefined ? undefined : `principal:${principal}`);
  if ((subject === undefined) === (tool === undefined)) {
    throw new DomainError("invalid", "subject: name a subject, or a tool, and not both");
  }
  const ref = draft !== undefined ? { draft } : version !== undefined ? { version } : undefined;
  const { pool } = deps;
  const [{ policy }, { index }, blocks, servers] = await Promise.all([
    readDocument(pool, ref),
    deps.directory.newest(),
    readBlocks(pool),
    serverStates(pool),
  ]);
  const world = { pool, policy, index, blocks, servers, now };
  return subject === undefined
    ? ofTool(world, tool ?? "", query)
    : ofSubject(world, subject, query);
}

type World = {
  pool: Pool;
  policy: Policy;
  index: DirectoryIndex;
  blocks: readonly Block[];
  servers: ReadonlyMap<string, ServerState>;
  now: number;
};

async function ofSubject(
  world: World,
  subject: string,
  { cursor, limit }: Query,
): Promise<EffectiveView> {
  const { pool, policy, index, blocks, servers, now } = world;
  if (!parseSubjectSelector(subject))
    throw new DomainError("invalid", `subject: ${subject} is no subject`);
  const who = whoIs(subject, index);
  const cellAt = cellsOf(policy.rules, who, now);
  const blockedAt = blockedOf(blocks, who);
  const found = withNamed(await knownTools(pool), policy.rules).flatMap((tool) => {
    const { server, name } = tool;
    const resource = toolSelector(server, name);
    const cell = cellAt({ type: "tool", server, name }, (rule) =>
      isOfCell(rule, subject, resource),
    );
    return cell.state === "unset" ? [] : [{ ...tool, cell }];
  });
  const page = found.slice(cursor, cursor + limit);
  const uses = await readUses(
    pool,
    page.flatMap(({ id }) => id ?? []),
  );
  const keys = keysOfUses(subject, index.groups);
  const own = usesByTool(uses.filter((use) => isUseOf(use, subject, keys)));
  return {
    tools: page.map((tool) => ({
      ...tool,
      held: heldAs(tool.state, servers.get(tool.server)),
      ...blockedAt(tool),
      used: sumUses((tool.id === null ? undefined : own.get(tool.id)) ?? []),
    })),
    identities: [],
    held: null,
    blocks: blocks.filter((block) => means(block, who)).map(shownBlock),
    rules: throughRules(
      world,
      page.flatMap(({ cell }) => cell.ruleIds),
    ),
    next: cursor + limit < found.length ? String(cursor + limit) : null,
  };
}

async function ofTool(
  world: World,
  text: string,
  { cursor, limit }: Query,
): Promise<EffectiveView> {
  const { pool, policy, index, blocks, servers, now } = world;
  const slash = text.indexOf("/");
  const [server, name] = [
    decodeName(text.slice(0, Math.max(slash, 0))),
    decodeName(text.slice(slash + 1)),
  ];
  const known = (await knownTools(pool)).find(
    (tool) => tool.server === server && tool.name === name,
  );
  const uses = known === undefined ? [] : await readUses(pool, [known.id]);
  const resource = toolSelector(server, name);
  const ofThis = onTool(blocks)({ server, name });
  const speaking = policy.rules.filter((rule) => speaksOf(rule, { server, name }, now));
  const named = new Set(speaking.flatMap(({ subjects }) => subjects));
  const persons = [...index.persons.keys()].map((slug) => `person:${slug}`);
  // Groups and clients that rules name first, then everybody who is somebody.
  const subjects = [...new Set([...[...named].toSorted(), ...persons.toSorted()])];
  const names = namesIn(speaking);
  const found: EffectiveView["identities"] = [];
  let at = cursor;
  for (; at < subjects.length && found.length < limit; at++) {
    const subject = subjects[at] ?? "";
    const who = whoIs(subject, index);
    const cell = cellsOf(
      speaking,
      who,
      now,
      names,
    )({ type: "tool", server, name }, (rule) => isOfCell(rule, subject, resource));
    const keys = keysOfUses(subject, index.groups);
    const used = sumUses(uses.filter((use) => isUseOf(use, subject, keys)));
    if (cell.state === "unset" && used === null) continue;
    const blocked = blockedOf(ofThis, who)({ server, name });
    found.push({ subject, name: nameOf(subject, index), ...blocked, cell, used });
  }
  return {
    tools: [],
    identities: found,
    held: heldAs(known?.state ?? null, servers.get(server)),
    blocks: ofThis.map(shownBlock),
    rules: throughRules(
      world,
      speaking.map(({ id }) => id),
    ),
    next: at < subjects.length ? String(at) : null,
  };
}

const ANYBODY = { surely: new Set<string>(), unknown: true } as const;

function shownBlock({ id = "", subjects, resources, credentials, until }: Block) {
  return {
    id,
    subject: subjects?.[0] ?? null,
    resource: resources?.[0] ?? null,
    credential: credentials?.[0] ?? null,
    until: until ?? null,
  };
}

function speaksOf(rule: Rule, tool: { server: string; name: string }, now: number): boolean {
  return rulesOf([rule], ANYBODY, now)({ type: "tool", ...tool }, "tools/call").length > 0;
}

function nameOf(subject: string, { persons }: DirectoryIndex): string {
  const selector = parseSubjectSelector(subject);
  if (selector?.kind === "person") return persons.get(selector.value)?.name ?? selector.value;
  if (selector?.kind === "principal") return selector.value.sub;
  return selector?.kind === "anyone" || selector === undefined ? "Anyone" : selector.value;
}

function throughRules(
  { policy, index, now }: World,
  ids: readonly string[],
): EffectiveView["rules"] {
  const wanted = new Set(ids);
  return policy.rules
    .filter(({ id }) => wanted.has(id))
    .map((rule) => ({
      id: rule.id,
      name: rule.name ?? null,
      effect: rule.effect,
      subjects: rule.subjects,
      except: rule.except,
      resources: rule.resources,
      conditional: isConditional(rule, now),
      when: rule.when ?? null,
      limit: rule.limit ?? null,
      until: rule.until ?? null,
      persons: personsIn(rule, index),
    }));
}

function personsIn(
  { subjects }: Rule,
  { groups, persons, personOfPrincipal }: DirectoryIndex,
): number {
  if (subjects.includes("anyone")) return persons.size;
  const found = subjects.flatMap((text) => {
    const selector = parseSubjectSelector(text);
    if (selector?.kind === "person") return [selector.value];
    if (selector?.kind === "group") return [...(groups.get(selector.value) ?? [])];
    if (selector?.kind !== "principal") return [];
    return personOfPrincipal.get(principalKey(selector.value))?.id ?? [];
  });
  return new Set(found).size;
}
