import { desc, eq, lt, max } from "drizzle-orm";
import type { Db, Pool } from "../../db/client";
import { policyVersion } from "../../db/schema/policy";
import { DomainError } from "../errors";
import type { PolicyVersionView, PolicyView } from "./view";

const ABOUT = {
  number: policyVersion.number,
  contentHash: policyVersion.contentHash,
  base: policyVersion.base,
  author: policyVersion.author,
  reason: policyVersion.reason,
  publishedAt: policyVersion.publishedAt,
  draftId: policyVersion.draftId,
  publishedBy: policyVersion.publishedBy,
  agreedBy: policyVersion.agreedBy,
  agreeReason: policyVersion.agreeReason,
  overrodeTests: policyVersion.overrodeTests,
  singleAdmin: policyVersion.singleAdmin,
  restores: policyVersion.restores,
};
const WHOLE = { ...ABOUT, document: policyVersion.document };
const PAGE = 100;

/** The number of the version in force; 0 while there is none. */
export async function newestVersion(db: Db | Pool["db"]): Promise<number> {
  const [row] = await db.select({ number: max(policyVersion.number) }).from(policyVersion);
  return row?.number ?? 0;
}

/** The version in force. Throws `not_found` while there is none. */
export async function readPolicyInForce({ db }: Pool): Promise<PolicyView> {
  const [row] = await db
    .select(WHOLE)
    .from(policyVersion)
    .orderBy(desc(policyVersion.number))
    .limit(1);
  if (!row) throw new DomainError("not_found", "No policy was published yet.");
  return viewOf(row);
}

/** Throws `not_found`. */
export async function readPolicyVersion(pool: Pool, number: number): Promise<PolicyView> {
  const found = await findPolicyVersion(pool, number);
  if (!found) throw new DomainError("not_found", `There is no version ${number} of the policy.`);
  return found;
}

export async function findPolicyVersion({ db }: Pool, number: number): Promise<PolicyView | null> {
  const [row] = await db.select(WHOLE).from(policyVersion).where(eq(policyVersion.number, number));
  return row ? viewOf(row) : null;
}

/** Newest first, without the documents; `before` is the number that the page before ended with. */
export async function listPolicyVersions(
  { db }: Pool,
  before: number | undefined,
): Promise<{ items: PolicyVersionView[]; next: string | null }> {
  const rows = await db
    .select(ABOUT)
    .from(policyVersion)
    .where(before === undefined ? undefined : lt(policyVersion.number, before))
    .orderBy(desc(policyVersion.number))
    .limit(PAGE + 1);
  const items = rows.slice(0, PAGE).map(viewOf);
  return { items, next: rows.length > PAGE ? String(items.at(-1)?.number) : null };
}

function viewOf<Row extends { publishedAt: string }>(row: Row): Row {
  return { ...row, publishedAt: new Date(row.publishedAt).toISOString() };
}
