// Which principals a value of `caller:` or `ranas:` means. Subjects and names are chosen by gateways
// and by whoever signs in there, so the unambiguous forms never look at them.
import type postgres from "postgres";
import { likePattern } from "./like-pattern";
import type { QueryValue } from "./query-language/model";

/**
 * `person:SLUG` is that person's principals, `ISS|SUB` one principal, `prn_…` a public id. A bare
 * word is the person of that slug where there is one, else any subject, e-mail or name like it.
 */
export async function principalIds(
  sql: postgres.Sql,
  values: readonly QueryValue[],
): Promise<number[]> {
  const slugs = await slugsAmong(sql, values);
  const of = (form: Form) =>
    values.filter((value) => formOf(value, slugs) === form).map(likePattern);
  const persons = of("person").map((pattern) => pattern.replace(/^person:/i, ""));
  // PostgreSQL folds both sides: its idea of lower case depends on the database's locale.
  const lower = (patterns: string[]) =>
    sql`ARRAY(SELECT lower(w) FROM unnest(${patterns}::text[]) AS w)`;
  const words = lower(of("word"));
  const rows = await sql<{ id: number }[]>`
    SELECT p.id FROM principal p LEFT JOIN person ON person.id = p.person_id
    WHERE lower(person.slug) LIKE ANY(${lower(persons)})
       OR (strpos(p.iss, '|') = 0 AND lower(p.iss || '|' || p.sub) LIKE ANY(${lower(of("pair"))}))
       OR p.public_id LIKE ANY(${of("id")}::text[])
       OR lower(p.sub) LIKE ANY(${words})
       OR lower(p.email) LIKE ANY(${words})
       OR lower(p.name) LIKE ANY(${words})
       OR lower(person.slug) LIKE ANY(${words})
       OR lower(person.name) LIKE ANY(${words})`;
  return rows.map((row) => row.id);
}

type Form = "person" | "pair" | "id" | "word";

function formOf({ text, glob }: QueryValue, slugs: ReadonlySet<string>): Form {
  if (/^person:/i.test(text)) return "person";
  if (text.startsWith("prn_")) return "id";
  if (text.includes("|")) return "pair";
  return !glob && slugs.has(text) ? "person" : "word";
}

/** The literal values that are a person's slug, as they were typed. */
async function slugsAmong(
  sql: postgres.Sql,
  values: readonly QueryValue[],
): Promise<ReadonlySet<string>> {
  const words = values.filter(({ glob }) => !glob).map(({ text }) => text);
  const rows = await sql<{ word: string }[]>`
    SELECT w AS word FROM unnest(${words}::text[]) AS w
    WHERE EXISTS (SELECT 1 FROM person WHERE lower(slug) = lower(w))`;
  return new Set(rows.map(({ word }) => word));
}
