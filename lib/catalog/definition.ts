// A tool's definition as an MCP tools/list result has it: its fingerprint, and what is kept of it.
import { DEPTH_LIMIT } from "../calls/frames/limits";
import { utf8Length } from "../calls/frames/utf8-length";
import { NAME_LIMIT } from "../calls/name-limits";
import { canonicalJson } from "../ledger/canonical-json";
import { sha256Hex } from "../ledger/leaf";

export const DOCUMENT_LIMIT = 256 * 1024;

/** What the fingerprint covers. Anything else (annotations, icons, `_meta`) changes without notice. */
const MEMBERS = ["name", "description", "inputSchema", "outputSchema"] as const;

export type Definition = {
  name: string;
  /** SHA-256 over the JCS of the definition as it was sent, hex. */
  sha256: string;
  /** Canonical JSON without secrets; null where it is larger than 256 KB. */
  document: string | null;
  /** Of the canonical JSON as it was sent. */
  bytes: number;
};

/**
 * Reads one entry of a list. Null for what is no tool that could be kept: without a name, with a
 * name that no index takes, nested deeper than events are, or no well-formed text.
 */
export function readDefinition(
  entry: unknown,
  redact: (text: string) => string,
): Definition | null {
  if (typeof entry !== "object" || entry === null || !Object.hasOwn(entry, "name")) return null;
  const name: unknown = Reflect.get(entry, "name");
  if (typeof name !== "string" || !isStorableName(name) || isDeep(entry)) return null;
  const covered: Record<string, unknown> = {};
  for (const member of MEMBERS) {
    const value: unknown = Reflect.get(entry, member);
    if (Object.hasOwn(entry, member) && value !== null) covered[member] = value;
  }
  const text = spelled(covered);
  if (text === null) return null;
  const bytes = utf8Length(text);
  const document = bytes > DOCUMENT_LIMIT ? null : withoutSecrets(text, redact);
  return { name, sha256: sha256Hex(text), document, bytes };
}

function isStorableName(name: string): boolean {
  return (
    name !== "" && !name.includes("\0") && name.isWellFormed() && utf8Length(name) <= NAME_LIMIT
  );
}

/** Of strings only: in a schema, a parameter called "password" has a type and no secret. */
function withoutSecrets(text: string, redact: (text: string) => string): string {
  const clean: unknown = JSON.parse(text, (_, value: unknown) =>
    typeof value === "string" ? redact(value) : value,
  );
  return canonicalJson(clean);
}

function spelled(value: unknown): string | null {
  try {
    return canonicalJson(value);
  } catch (error) {
    // A lone surrogate has no canonical spelling, so there is nothing to take a fingerprint of.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Without recursion: what is asked is whether recursion is safe. */
function isDeep(entry: object): boolean {
  const open: { value: object; depth: number }[] = [{ value: entry, depth: 1 }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (one.depth > DEPTH_LIMIT) return true;
    for (const member of Object.values(one.value)) {
      if (typeof member === "object" && member !== null) {
        open.push({ value: member, depth: one.depth + 1 });
      }
    }
  }
  return false;
}
