import type { z } from "zod";
import type { Pool } from "../../../db/client";
import { heldAs } from "../../catalog/model";
import { type CatalogServer, serverStates } from "../../catalog/server-states";
import { DomainError } from "../../errors";
import type { DirectoryCache } from "../../identity/directory-cache";
import type { DirectoryIndex } from "../../identity/directory-index";
import { parseSelector } from "../../identity/selector";
import { parseSubjectSelector } from "../../identity/subject-selector";
import { cellsOf } from "../cells/cells-of";
import { hasEnded, rulesOf } from "../cells/rules-of";
import { accountsOf, concerns, namesIn, type Who, whoIs } from "../cells/who";
import { readBlocks } from "../blocks";
import { isOfCell, toolSelector } from "../edit/matrix-rule";
import type { Block } from "../facts";
import type { Policy, Rule } from "../model";
import { readDocument } from "../read-document";
import { askedTool } from "./asked-tool";
import type { effectiveQuery, EffectiveView } from "./effective-view";
import { knownTools, withNamed } from "./known-tools";
import { blockedOf, means, onTool } from "./standing-blocks";
import { throughRules } from "./through-rules";
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
  servers: ReadonlyMap<string, CatalogServer>;
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
      held: heldAs(tool.state, servers.get(tool.server)?.state),
      strict: servers.get(tool.server)?.strict ?? false,
      ...blockedAt(tool),
      used: sumUses((tool.id === null ? undefined : own.get(tool.id)) ?? []),
    })),
    identities: [],
    known: isKnown(subject, index),
    held: null,
    strict: false,
    blocks: blocks.filter((block) => means(block, who)).map(shownBlock),
    rules: throughRules(
      policy.rules,
      found.length === 0
        ? rulesOnTools(policy.rules, who, now)
        : page.flatMap(({ cell }) => cell.ruleIds),
      world,
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
  const tool = askedTool(text);
  if (tool === undefined) {
    throw new DomainError("invalid", `tool: ${text} is no tool: write SERVER/NAME`);
  }
  const { server, name } = tool;
  const known = (await knownTools(pool)).find((one) => one.server === server && one.name === name);
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
    known: known !== undefined,
    held: heldAs(known?.state ?? null, servers.get(server)?.state),
    strict: servers.get(server)?.strict ?? false,
    blocks: ofThis.map(shownBlock),
    rules: throughRules(
      policy.rules,
      speaking.map(({ id }) => id),
      world,
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

/** Those for them that speak of tools at all, also of none that anybody has seen. */
function rulesOnTools(rules: readonly Rule[], who: Who, now: number): string[] {
  const accounts = accountsOf(who, namesIn(rules));
  return rules
    .filter(
      (rule) =>
        rule.enabled &&
        !hasEnded(rule, now) &&
        rule.resources.some((text) => parseSelector(text)?.type === "tool") &&
        accounts.some((account) => concerns(rule, account)),
    )
    .map(({ id }) => id);
}

/** False for a person or a group that the directory does not have; of others it has no list. */
function isKnown(subject: string, { persons, groups }: DirectoryIndex): boolean {
  const selector = parseSubjectSelector(subject);
  if (selector?.kind === "person") return persons.has(selector.value);
  return selector?.kind !== "group" || groups.has(selector.value);
}

function nameOf(subject: string, { persons }: DirectoryIndex): string {
  const selector = parseSubjectSelector(subject);
  if (selector?.kind === "person") return persons.get(selector.value)?.name ?? selector.value;
  if (selector?.kind === "principal") return selector.value.sub;
  return selector?.kind === "anyone" || selector === undefined ? "Anyone" : selector.value;
}
