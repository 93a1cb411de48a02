// One of the documents that there are: a version, a draft, or a text that nobody has saved.
import { z } from "zod";
import type { Pool } from "../../db/client";
import { DomainError } from "../errors";
import { describeDefect } from "./defect";
import { documentOf } from "./drafts/create-draft";
import { readDraft } from "./drafts/read-drafts";
import { type Policy, POLICY_LIMITS } from "./model";
import { newestVersion } from "./read-versions";
import { readPolicy } from "./read-policy";

const number = z.coerce.number().int().min(0).max(2_147_483_647);

/** Nothing names the version in force; version 0 is the policy before the first. */
export const documentRef = z.union([
  z.strictObject({ version: number }),
  z.strictObject({ draft: z.string().max(64) }),
  z.strictObject({ document: z.string().max(POLICY_LIMITS.bytes) }),
]);
export type DocumentRef = z.infer<typeof documentRef>;

/** Throws `not_found`, and `invalid` with the first place for a text with an error. */
export async function readDocument(
  pool: Pool,
  ref: DocumentRef | undefined,
): Promise<{ text: string; policy: Policy }> {
  const text = await textOf(pool, ref);
  const read = readPolicy(text);
  if (read.ok) return { text, policy: read.policy };
  const fields = read.defects.map((defect) => ({
    path: `document:${defect.line}:${defect.column}`,
    message: describeDefect(defect),
  }));
  throw new DomainError("invalid", `The document has an error: ${fields[0]?.message ?? ""}`, {
    fields,
  });
}

async function textOf(pool: Pool, ref: DocumentRef | undefined): Promise<string> {
  if (ref !== undefined && "document" in ref) return ref.document;
  if (ref !== undefined && "draft" in ref) return (await readDraft(pool, ref.draft)).document;
  const version = ref?.version ?? (await newestVersion(pool.db));
  return version === 0 ? '{"rules":[]}' : documentOf(pool.db, version);
}
