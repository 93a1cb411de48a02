import type postgres from "postgres";
import { appliedMigrations, knownMigrations } from "./migrate";

type SchemaState = "none" | "older" | "current" | "newer";

/** How the database's schema stands to this release. Changes nothing. */
async function schemaState(sql: postgres.Sql): Promise<SchemaState> {
  const applied = (await appliedMigrations(sql)).at(-1)?.when;
  const newest = knownMigrations().at(-1) ?? 0;
  if (applied === undefined) return "none";
  if (applied === newest) return "current";
  return applied < newest ? "older" : "newer";
}

const IN_THE_WAY: Record<Exclude<SchemaState, "current">, string> = {
  none: "The database has no schema yet. Start the server, or: npm run cli -- migrate",
  older:
    "The database is of an older release, whose server may be running. Start the server of this release, which brings it up to date, or: npm run cli -- migrate",
  newer: "The database is of a newer release. Use the command line of that one.",
};

/** Throws a readable sentence when the schema is not this release's. */
export async function checkSchema(sql: postgres.Sql): Promise<void> {
  const state = await schemaState(sql);
  if (state !== "current") throw new Error(IN_THE_WAY[state]);
}
