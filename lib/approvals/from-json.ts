import { type SQL, sql } from "drizzle-orm";

/** Texts as a PostgreSQL array: drizzle would make a parameter of each. */
export function fromJson(texts: readonly string[]): SQL {
  return sql`ARRAY(SELECT json_array_elements_text(${JSON.stringify(texts)}::text::json))`;
}
