import type { z } from "zod";
import type { Pool } from "../../db/client";
import type { DirectoryIndex } from "../identity/directory-index";
import { containing } from "../identity/recent-calls";
import type { subjectSuggestions } from "./suggest-view";

const OF_EACH = 8;

/** Whom a rule could name: groups, persons and verified clients whose id or name holds the text. */
export async function suggestSubjects(
  { sql }: Pool,
  { groups, persons }: DirectoryIndex,
  q: string,
): Promise<z.infer<typeof subjectSuggestions>> {
  const wanted = q.toLowerCase();
  const holds = (...texts: (string | undefined)[]) =>
    texts.some((text) => text?.toLowerCase().includes(wanted));
  const clients = await sql<{ id: string }[]>`
    SELECT DISTINCT client_id AS id FROM client
    WHERE client_id ILIKE ${containing(q)} ORDER BY 1 LIMIT ${OF_EACH}`;
  const teams = [...groups.keys()].filter((name) => holds(name)).toSorted();
  const people = [...persons.values()].filter(({ id, name }) => holds(id, name));
  return {
    items: [
      ...teams.slice(0, OF_EACH).map((name) => ({ subject: `group:${name}`, name: "group" })),
      ...people
        .slice(0, OF_EACH)
        .map(({ id, name }) => ({ subject: `person:${id}`, name: name ?? "person" })),
      ...clients.map(({ id }) => ({ subject: `client:${id}`, name: "client" })),
    ],
  };
}
