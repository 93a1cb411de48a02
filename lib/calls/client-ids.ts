// Which clients a value of `client:` means. A client chooses its own name, so the unambiguous forms
// look at one thing each.
import type postgres from "postgres";
import { likePattern } from "./like-pattern";
import type { QueryValue } from "./query-language/model";

/**
 * `id:ID` is the OAuth client id, whatever the client calls itself; `name:NAME` one that gave itself
 * only this name. A bare word is either.
 */
export async function clientIds(
  sql: postgres.Sql,
  values: readonly QueryValue[],
): Promise<number[]> {
  const of = (form: Form) =>
    values
      .filter((value) => formOf(value) === form)
      .map((value) => likePattern({ ...value, text: value.text.replace(FORMS[form], "") }));
  const words = of("word");
  const rows = await sql<{ id: number }[]>`
    SELECT id FROM client
    WHERE client_id LIKE ANY(${[...of("id"), ...words]}::text[]) OR name LIKE ANY(${words}::text[])
       OR (client_id IS NULL AND name LIKE ANY(${of("name")}::text[]))`;
  return rows.map((row) => row.id);
}

const FORMS = { id: /^id:(?=.)/s, name: /^name:(?=.)/s, word: /^/ } as const;
type Form = keyof typeof FORMS;

function formOf({ text }: QueryValue): Form {
  if (FORMS.id.test(text)) return "id";
  return FORMS.name.test(text) ? "name" : "word";
}
