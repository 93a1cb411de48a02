import type postgres from "postgres";
import { principalName } from "../identity/naming";

/**
 * Leaves of these principals nothing but their opaque ids, which envelopes name, and nothing of the
 * person. The version of the directory rises: no process goes on with a name that it remembers.
 */
export async function eraseNames(
  tx: postgres.TransactionSql,
  { personId, principalIds }: { personId: number | null; principalIds: readonly number[] },
): Promise<void> {
  await tx`UPDATE deployment SET directory_version = directory_version + 1`;
  await forgetInHistory(tx, personId, principalIds);
  await tx`
    UPDATE principal SET iss = NULL, sub = NULL, name = NULL, email = NULL, person_id = NULL,
      link_provenance = NULL, linked_by = NULL, linked_at = NULL, is_service = false,
      is_trusted_actor = false
    WHERE id = ANY(${[...principalIds]}::int[])`;
  if (personId !== null) await tx`DELETE FROM person WHERE id = ${personId}`;
}

/** The history of calls quotes changes of the directory: "linked … to …". */
async function forgetInHistory(
  tx: postgres.TransactionSql,
  personId: number | null,
  principalIds: readonly number[],
): Promise<void> {
  const persons = await tx<{ slug: string }[]>`SELECT slug FROM person WHERE id = ${personId}`;
  const principals = await tx<{ iss: string; sub: string }[]>`
    SELECT iss, sub FROM principal WHERE id = ANY(${[...principalIds]}::int[]) AND sub IS NOT NULL`;
  const names = [...persons.map(({ slug }) => slug), ...principals.map(principalName)];
  await tx`
    UPDATE directory_change SET why = 'changed an entry that was erased since'
    WHERE EXISTS (SELECT 1 FROM unnest(${names}::text[]) AS n(name)
                  WHERE position(' ' || n.name || ' ' IN ' ' || why || ' ') > 0)`;
}
