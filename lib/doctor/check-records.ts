import type postgres from "postgres";
import { type Check, checkIndex, checkLeaves } from "../backup/verify-records";
import { fail, type Finding, ok } from "./model";

const CALLS = 1_000;
const BATCHES = 10_000;
const ADVICE =
  "Change nothing. Make a backup, keep the newest one from before, and find out who wrote to the database.";

/** A look into the records: hashes of calls at random places, and the newest part of the index. */
export async function checkRecords(sql: postgres.Sql): Promise<Finding[]> {
  const checks = [await checkLeaves(sql, "call", CALLS), await checkIndex(sql, BATCHES)];
  return checks.map((check: Check) =>
    check.ok ? ok(check.what, check.found) : fail(check.what, check.found, ADVICE),
  );
}
