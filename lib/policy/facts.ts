// What a decision needs to know besides the policy and the request.
import { z } from "zod";
import { parseInstant } from "../identity/instant";
import { principalRefSchema, type PrincipalRef } from "../identity/model";
import { principalKey } from "../identity/principal";
import { decodeName } from "../identity/glob";
import { selectorProblem, subjectProblem } from "./selector-problem";
import { buildRuleIndex, type RuleIndex } from "./rule-index";
import { subjectSet } from "./subject-set";

export type Facts = {
  /** Whether the groups count that the asking source asserts. */
  groupsTrusted: boolean;
  /** The person whose principal this is. */
  personOf: (principal: PrincipalRef) => string | undefined;
  groupsOf: (person: string) => ReadonlySet<string>;
  /** Whether this tool waits for review, also because its fingerprint is another or is not stated. */
  isHeld: (server: string, tool: string, definitionSha256: string | undefined) => boolean;
  /** Calls in the window that contains `now`, under a key of `counterKey`. */
  callsMade: (counter: string) => number;
  blocks: RuleIndex;
};

const names = z.array(z.string());
const instant = z.iso.datetime({ offset: true });
const readable = (problem: (text: string) => string | undefined) =>
  z.array(z.string().refine((text) => problem(text) === undefined, "is no selector"));

const blockSchema = z.strictObject({
  /** Left out: whoever it is, and whatever it is. */
  subjects: readable(subjectProblem).min(1).optional(),
  resources: readable(selectorProblem).min(1).optional(),
  credentials: names.min(1).optional(),
  from: instant.optional(),
  until: instant.optional(),
  reason: z.string().optional(),
});
/** With its own id where it is one that an admin set: decisions name it. */
export type Block = z.infer<typeof blockSchema> & { id?: string };

/** Facts as data: the form of the cases. Tools are `server/tool`, names percent-encoded. */
export const factsSchema = z.object({
  groupsTrusted: z.boolean().default(false),
  persons: z.record(z.string(), z.array(principalRefSchema)).default({}),
  groups: z.record(z.string(), names).default({}),
  /** Tools that are held. */
  quarantine: names.default([]),
  /** The fingerprint that was reviewed; leave out those of a server that still learns. */
  definitions: z.record(z.string(), z.string()).default({}),
  /** Servers whose tools are held when a request states no fingerprint. */
  strict: names.default([]),
  /** Servers that no longer learn, with the tools that were reviewed: any other is held. */
  enforced: z.record(z.string(), names).default({}),
  counters: z.record(z.string(), z.number()).default({}),
  blocks: z.array(blockSchema).default([]),
});
export type FactsData = z.infer<typeof factsSchema>;

/** A principal that two persons claim is linked to neither, because one claim is wrong. */
export function indexFacts(data: FactsData): Facts {
  const persons = personsOf(data.persons);
  const groups = groupsOf(data.groups);
  const quarantine = new Set(data.quarantine.map(pairKey));
  const definitions = new Map(
    Object.entries(data.definitions).map(([tool, hash]) => [pairKey(tool), hash]),
  );
  const enforced = new Map(
    Object.entries(data.enforced).map(([server, tools]) => [server, new Set(tools)]),
  );
  const strict = new Set(data.strict);
  return {
    groupsTrusted: data.groupsTrusted,
    personOf: (principal) => persons.get(principalKey(principal)),
    groupsOf: (person) => groups.get(person) ?? NONE,
    isHeld: (server, tool, stated) => {
      if (stated === undefined && strict.has(server)) return true;
      if (enforced.get(server)?.has(tool) === false) return true;
      const key = toolKey(server, tool);
      const reviewed = definitions.get(key);
      return (
        quarantine.has(key) ||
        (stated !== undefined && reviewed !== undefined && stated !== reviewed)
      );
    },
    callsMade: (counter) =>
      (Object.hasOwn(data.counters, counter) ? data.counters[counter] : 0) ?? 0,
    blocks: indexBlocks(data.blocks),
  };
}

/** Blocks as rules that deny whatever the action. */
export function indexBlocks(blocks: readonly Block[]): RuleIndex {
  return buildRuleIndex(
    blocks.map(({ id = "", subjects = ["anyone"], resources, credentials, from, until }) => ({
      id,
      effect: "deny",
      subjectTexts: subjects,
      subjects: subjectSet(subjects),
      except: subjectSet([]),
      actions: undefined,
      resources,
      from: from === undefined ? -Infinity : parseInstant(from) / 1000,
      until: until === undefined ? Infinity : parseInstant(until) / 1000,
      credentials: credentials && new Set(credentials),
      conditions: [],
    })),
    null,
  );
}

const NONE: ReadonlySet<string> = new Set();

function personsOf(persons: FactsData["persons"]): Map<string, string> {
  const found = new Map<string, string>();
  const doubtful = new Set<string>();
  for (const [person, principals] of Object.entries(persons)) {
    for (const key of principals.map(principalKey)) {
      if (found.has(key) && found.get(key) !== person) doubtful.add(key);
      found.set(key, person);
    }
  }
  for (const key of doubtful) found.delete(key);
  return found;
}

function groupsOf(groups: FactsData["groups"]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [group, persons] of Object.entries(groups)) {
    for (const person of persons) {
      const known = found.get(person);
      if (known) known.add(group);
      else found.set(person, new Set([group]));
    }
  }
  return found;
}

function pairKey(tool: string): string {
  const slash = tool.indexOf("/");
  return toolKey(decodeName(tool.slice(0, Math.max(slash, 0))), decodeName(tool.slice(slash + 1)));
}

function toolKey(server: string, tool: string): string {
  return `${server.length}/${server}${tool}`;
}
