// One of the documents that there are: a version, a draft, or a text that nobody has saved.
import type { Pool } from "../../db/client";
import { DomainError } from "../errors";
import { describeDefect } from "./defect";
import { documentOf } from "./drafts/create-draft";
import { readDraft } from "./drafts/read-drafts";
import type { DocumentRef } from "./document-ref";
import type { Policy } from "./model";
import { newestVersion } from "./read-versions";
import { readPolicy } from "./read-policy";

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
