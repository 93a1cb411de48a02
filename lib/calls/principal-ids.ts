// Which principals a value of `caller:` or `ranas:` means. Subjects and names are chosen by gateways
// and by whoever signs in there, so the unambiguous forms never look at them.
import type postgres from "postgres";
import { likePattern } from "./like-pattern";
import type { Fragment } from "./lowering";
import type { QueryValue } from "./query-language/model";

/**
 * `person:SLUG` is that person's principals, `ISS|SUB` one principal, `prn_…` a public id. A bare
 * word is the person of that slug where there is one, else any subject, e-mail or name like it.
 */
export async function principalIds(
  sql: postgres.Sql,
  values: readonly QueryValue[],
): Promise<number[]> {
  const searches = [false, true].flatMap((glob) => {
    const of = (form: Form) => {
      const found = values.filter((value) => value.glob === glob && formOf(value) === form);
      return found.length === 0
        ? null
        : found.map((value) => (glob ? likePattern(value) : value.text));
    };
    return searchesOf(sql, glob, {
      person: of("person")?.map((text) => text.replace(/^person:/i, "")) ?? null,
      pair: of("pair"),
      id: of("id"),
      word: of("word"),
    });
  });
  const [first, ...more] = searches;
  if (first === undefined) return [];
  const rows = await sql<{ id: number }[]>`
    ${more.reduce((all, one) => sql`${all} UNION ${one}`, first)}`;
  return rows.map((row) => row.id);
}

/**
 * One a column of each form that there is, each with its index: together they would read every principal
 * there is, and each costs time to plan.
 */
function searchesOf(
  sql: postgres.Sql,
  glob: boolean,
  { person, pair, id, word }: Record<Form, string[] | null>,
): Fragment[] {
  const is = glob ? sql`LIKE ANY` : sql`= ANY`;
  // PostgreSQL folds both sides: its idea of lower case depends on the database's locale.
  const lower = (texts: string[]) =>
    sql`(ARRAY(SELECT lower(w) FROM unnest(${texts}::text[]) AS w))`;
  const bySlug = (texts: Fragment) => sql`
    SELECT p.id FROM person JOIN principal p ON p.person_id = person.id
    WHERE lower(person.slug) ${is} ${texts}`;
  // A word that is somebody's slug is that person, and nothing else.
  const name = (texts: string[]) =>
    glob
      ? lower(texts)
      : sql`(ARRAY(SELECT lower(w) FROM unnest(${texts}::text[]) AS w
          WHERE NOT EXISTS (SELECT FROM person WHERE lower(slug) = lower(w))))`;
  return [
    ...(id ? [sql`SELECT id FROM principal WHERE public_id ${is} (${id}::text[])`] : []),
    ...(pair
      ? [
          sql`SELECT id FROM principal
            WHERE strpos(iss, '|') = 0 AND lower(iss || '|' || sub) ${is} ${lower(pair)}`,
        ]
      : []),
    ...(person ? [bySlug(lower(person))] : []),
    ...(word
      ? [
          sql`SELECT id FROM principal WHERE lower(sub) ${is} ${name(word)}`,
          sql`SELECT id FROM principal WHERE lower(email) ${is} ${name(word)}`,
          sql`SELECT id FROM principal WHERE lower(name) ${is} ${name(word)}`,
          bySlug(lower(word)),
          sql`SELECT p.id FROM person JOIN principal p ON p.person_id = person.id
            WHERE lower(person.name) ${is} ${name(word)}`,
        ]
      : []),
  ];
}

type Form = "person" | "pair" | "id" | "word";

function formOf({ text }: QueryValue): Form {
  if (/^person:/i.test(text)) return "person";
  if (text.startsWith("prn_")) return "id";
  return text.includes("|") ? "pair" : "word";
}
