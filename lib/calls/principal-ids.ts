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
  const of = (form: Form, glob: boolean) =>
    values.filter((value) => value.glob === glob && formOf(value) === form);
  const patterns = (form: Form) => of(form, true).map(likePattern);
  const literals = (form: Form) => of(form, false).map(({ text }) => text);
  const withoutPrefix = (text: string) => text.replace(/^person:/i, "");
  // PostgreSQL folds both sides: its idea of lower case depends on the database's locale.
  const lower = (texts: string[]) =>
    sql`(ARRAY(SELECT lower(w) FROM unnest(${texts}::text[]) AS w))`;
  const rows = await sql<{ id: number }[]>`
    ${found(sql, sql`= ANY`, {
      person: lower(literals("person").map(withoutPrefix)),
      pair: lower(literals("pair")),
      id: literals("id"),
      word: lower(literals("word")),
      // A word that is somebody's slug is that person, and nothing else.
      name: sql`(ARRAY(SELECT lower(w) FROM unnest(${literals("word")}::text[]) AS w
        WHERE NOT EXISTS (SELECT FROM person WHERE lower(slug) = lower(w))))`,
    })}
    ${
      values.some(({ glob }) => glob)
        ? sql`UNION ${found(sql, sql`LIKE ANY`, {
            person: lower(patterns("person").map(withoutPrefix)),
            pair: lower(patterns("pair")),
            id: patterns("id"),
            word: lower(patterns("word")),
            name: lower(patterns("word")),
          })}`
        : sql``
    }`;
  return rows.map((row) => row.id);
}

type Texts = Record<"person" | "pair" | "word" | "name", Fragment> & { id: string[] };

/** A branch a column, each with its index: together they would read every principal there is. */
function found(sql: postgres.Sql, is: Fragment, { person, pair, id, word, name }: Texts): Fragment {
  return sql`
    SELECT id FROM principal WHERE public_id ${is} (${id}::text[])
    UNION SELECT id FROM principal
    WHERE strpos(iss, '|') = 0 AND lower(iss || '|' || sub) ${is} ${pair}
    UNION SELECT id FROM principal WHERE lower(sub) ${is} ${name}
    UNION SELECT id FROM principal WHERE lower(email) ${is} ${name}
    UNION SELECT id FROM principal WHERE lower(name) ${is} ${name}
    UNION SELECT p.id FROM person JOIN principal p ON p.person_id = person.id
    WHERE lower(person.slug) ${is} (${person} || ${word}) OR lower(person.name) ${is} ${name}`;
}

type Form = "person" | "pair" | "id" | "word";

function formOf({ text }: QueryValue): Form {
  if (/^person:/i.test(text)) return "person";
  if (text.startsWith("prn_")) return "id";
  return text.includes("|") ? "pair" : "word";
}
