// What somebody changed within the hour that bears on a call: they may not decide it for that time.
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { DIRECTORY_KEYS } from "../identity/directory-keys";
import { canonicalJson } from "../ledger/canonical-json";
import type { Policy, Rule } from "../policy/model";
import { readPolicy } from "../policy/read-policy";
import { fitsSelector, parseSelector } from "../identity/selector";

/** Of the approval: whose call of what it is. */
export type Subject = {
  /** Slugs of the persons behind the request. */
  requesters: ReadonlySet<string>;
  caller: { publicId: string; iss: string | null; sub: string | null } | null;
  client: string | null;
  /** As selectors name it: `tool:SERVER/NAME`. */
  resource: string;
  server: string | null;
  name: string;
};

/** Slugs of the persons, through whichever account of theirs. */
export async function readEditors(tx: Db, about: Subject): Promise<Set<string>> {
  const [authors, changes] = [await recentAuthors(tx, about), await recentChanges(tx)];
  if (authors.length + changes.length === 0) return new Set();
  const rows = await tx.execute<{ person: string; email: string }>(sql`
    SELECT p.slug AS person, lower(m.email) AS email
    FROM member m JOIN person p ON p.id = m.person_id`);
  const editors = new Set<string>();
  for (const { person, email } of rows) {
    const actor = `member:${email}`;
    const wrote = authors.some((author) => author.includes(actor));
    const changed = changes.some(
      (one) => one.actor.toLowerCase() === actor && bears(one, about, person),
    );
    if (wrote || changed) editors.add(person);
  }
  return editors;
}

type Version = { document: string; author: string; recent: boolean };

/** Of each version of the last hour that says something else of the resource than the one before it. */
async function recentAuthors(tx: Db, about: Subject): Promise<string[]> {
  const versions = await tx.execute<Version>(sql`
    SELECT document, author, published_at > now() - interval '1 hour' AS recent
    FROM policy_version
    WHERE number >= (SELECT coalesce(max(number), 0) FROM policy_version
                     WHERE published_at <= now() - interval '1 hour')
    ORDER BY number`);
  if (!versions.some(({ recent }) => recent)) return [];
  const authors: string[] = [];
  let before = "";
  for (const { document, author, recent } of versions) {
    const read = readPolicy(document);
    const after = read.ok ? whatItSays(read.policy, about) : "";
    if (recent && before !== after) authors.push(author.toLowerCase());
    before = after;
  }
  return authors;
}

/** The rules that speak of it, without what decides nothing. */
function whatItSays({ rules, entities }: Policy, about: Subject): string {
  const speaking = rules
    .filter(({ enabled, resources }) => enabled && resources.some((text) => means(text, about)))
    .map(({ name: _name, reason: _reason, owner: _owner, ...rule }: Rule) => canonicalJson(rule));
  return canonicalJson({ rules: speaking.toSorted(), entities });
}

function means(text: string, { resource, server, name }: Subject): boolean {
  const selector = parseSelector(text);
  if (selector === undefined) return false;
  const type = resource.slice(0, Math.max(resource.indexOf(":"), 0));
  // Without a server rules of every server may apply.
  const where = server ?? selector.server.join("");
  return fitsSelector(selector, { type, server: where, name });
}

const entry = z.record(z.string(), z.unknown());
const details = z.object({
  /** Of an import: its keys, where there were few. */
  entries: z.array(entry).optional(),
  was: z.object({ person: z.string().optional() }).optional(),
  risk: z.string().optional(),
});
type Recent = {
  actor: string;
  action: string;
  subject: string | null;
  details: z.infer<typeof details>;
};

const BEARING = ["directory.imported", "principal.unlinked", "group.left", "tool.risk_set"];

async function recentChanges(tx: Db): Promise<Recent[]> {
  const rows = await tx.execute<Omit<Recent, "details"> & { details: unknown }>(sql`
    SELECT actor, action, subject, details FROM admin_log
    WHERE at > now() - interval '1 hour' AND actor LIKE 'member:%'
      AND action = ANY(ARRAY(SELECT json_array_elements_text(${JSON.stringify(BEARING)}::text::json)))`);
  return rows.map((row) => ({ ...row, details: details.parse(row.details) }));
}

/** Whether it is about who calls, what is called, or what power `person`, who made it, has. */
function bears({ action, subject, details: made }: Recent, about: Subject, person: string) {
  switch (action) {
    case "principal.unlinked":
      return subject === about.caller?.publicId || made.was?.person === person;
    case "group.left":
      return subject === person || about.requesters.has(subject ?? "");
    case "tool.risk_set":
      return made.risk !== "destructive" && subject === `${about.server}/${about.name}`;
    default:
      // Of a large import nobody knows which entries it had.
      return isKept(subject)
        ? (made.entries?.some((one) => entryBears(subject, one, about, person)) ?? true)
        : false;
  }
}

type Kept = keyof typeof DIRECTORY_KEYS;
function isKept(kind: string | null): kind is Kept {
  return kind !== null && Object.hasOwn(DIRECTORY_KEYS, kind);
}

function entryBears(
  kind: Kept,
  one: z.infer<typeof entry>,
  { requesters, caller, client, server, name }: Subject,
  person: string,
): boolean {
  const whose = String(one["person"]);
  switch (kind) {
    case "links":
      return whose === person || (one["iss"] === caller?.iss && one["sub"] === caller?.sub);
    case "groups":
      return whose === person || requesters.has(whose);
    case "tools":
      return one["server"] === server && one["name"] === name && one["risk"] !== "destructive";
    case "clients":
      return one["client_id"] === client;
  }
}
