// The directory as the API lists it. Small tables, keyset pages.
import { z } from "zod";
import { type Pool, rfc3339 } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { needs } from "../calls/query";
import { DomainError } from "../errors";
import {
  DIRECTORY_ITEMS,
  type DirectoryList,
  type groupView,
  type RevocationView,
} from "./directory-views";
import { listClients } from "./list-clients";
import { listPersons } from "./list-persons";
import { listPrincipals } from "./list-principals";
import { listSanctions } from "./list-sanctions";
import { listServers } from "./list-servers";

export const DIRECTORY_LISTS = [
  "persons",
  "principals",
  "groups",
  "services",
  "actors",
  "servers",
  "clients",
  "sanctions",
  "revocations",
] as const satisfies readonly DirectoryList[];

const PAGE = 200;

export type ListPart<After> = { after: After; q: string; limit: number };
export type ListedRow<Item> = { cursor: string; item: Item };
export type ListQuery = { cursor?: string | undefined; q?: string | undefined };
export type DirectoryPage<List extends DirectoryList> = {
  items: z.infer<(typeof DIRECTORY_ITEMS)[List]>[];
  next: string | null;
};

/**
 * At most 200 entries after the cursor, of the searchable lists those that contain `q`. Throws
 * `forbidden`, and `invalid` for a cursor of no list.
 */
export async function listDirectory<List extends DirectoryList>(
  pool: Pool,
  viewer: Viewer,
  list: List,
  { cursor = "", q = "" }: ListQuery = {},
): Promise<DirectoryPage<List>> {
  needs(viewer, "directory:read");
  const rows = await read(pool.sql, list, { after: cursor, q, limit: PAGE + 1 });
  const page = z.array(DIRECTORY_ITEMS[list]).parse(rows.slice(0, PAGE).map(({ item }) => item));
  return {
    // The schema was chosen by the list's name, which the compiler cannot follow.
    items: page as DirectoryPage<List>["items"],
    next: rows.length > PAGE ? (rows[PAGE - 1]?.cursor ?? null) : null,
  };
}

function read(
  sql: Pool["sql"],
  list: DirectoryList,
  part: ListPart<string>,
): Promise<ListedRow<unknown>[]> {
  switch (list) {
    case "persons":
      return listPersons(sql, part);
    case "principals":
    case "services":
    case "actors":
      return listPrincipals(sql, list, { ...part, after: rowIdOf(part.after) });
    case "servers":
      return listServers(sql, { ...part, after: rowIdOf(part.after) });
    case "clients":
      return listClients(sql, part);
    case "sanctions":
      return listSanctions(sql, part);
    case "groups":
      return listGroups(sql, part);
    case "revocations":
      return listRevocations(sql, part);
  }
}

function listGroups(sql: Pool["sql"], { after, limit }: ListPart<string>) {
  return sql<ListedRow<z.infer<typeof groupView>>[]>`
    SELECT g.name AS cursor, json_build_object('name', g.name,
      'persons', json_agg(person.slug ORDER BY person.slug)) AS item
    FROM person_group g JOIN person ON person.id = g.person_id
    WHERE g.name > ${after} GROUP BY g.name ORDER BY g.name LIMIT ${limit}`;
}

async function listRevocations(
  sql: Pool["sql"],
  { after, limit }: ListPart<string>,
): Promise<ListedRow<RevocationView>[]> {
  const rows = await sql<RevocationView[]>`
    SELECT r.id, r.iss, r.sub, r.revoked_at AS at, r.reason, r.created_by AS "createdBy",
           CASE WHEN person.id IS NOT NULL
                THEN json_build_object('id', person.slug, 'name', person.name) END AS person
    FROM revocation r LEFT JOIN principal p ON p.iss = r.iss AND p.sub = r.sub
    LEFT JOIN person ON person.id = p.person_id
    WHERE r.id > ${after} ORDER BY r.id LIMIT ${limit}`;
  return rows.map((row) => ({ cursor: row.id, item: { ...row, at: rfc3339(row.at) } }));
}

/** Lists that are ordered by a row's id have it as their cursor; PostgreSQL's integer is its limit. */
function rowIdOf(after: string): number {
  if (after === "") return 0;
  if (/^\d{1,10}$/.test(after) && Number(after) < 2 ** 31) return Number(after);
  const message = "no cursor of this list";
  throw new DomainError("invalid", `cursor: ${message}`, { fields: [{ path: "cursor", message }] });
}
