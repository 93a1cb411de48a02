import type postgres from "postgres";

/** A text that differs once any of the rules was changed. */
export async function readVersions(sql: postgres.Sql): Promise<string> {
  const [row] = await sql<{ versions: string }[]>`
    SELECT string_agg(version::text, ' ' ORDER BY kind) AS versions FROM retention`;
  return row?.versions ?? "";
}
