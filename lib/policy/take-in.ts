// Their change, carried over to your text: both were made from the same one. Pure.
import { applyPatch, structuredPatch } from "diff";
import { createScanner } from "jsonc-parser";
import { isJsonObject, type JsonObject } from "../calls/adapters/json-values";
import { canonicalJson } from "../ledger/canonical-json";
import { applyEdit } from "./edit/apply-edit";
import type { Edit } from "./edit/model";
import { textMember } from "./member-of";
import { readText } from "./read-text";

export type TakenIn =
  /** `losesComments`: they changed some, which could not be placed in your text. */
  | { ok: true; text: string; losesComments: boolean }
  /** What both changed, in words; empty where a text cannot be read. */
  | { ok: false; both: string[] };

/**
 * Your text with their change in it. What both changed differently is never chosen between: then there
 * is no text, and somebody has to look.
 */
export function takeIn(texts: { base: string; theirs: string; yours: string }): TakenIn {
  const { base, theirs, yours } = texts;
  if (yours === base || yours === theirs) return { ok: true, text: theirs, losesComments: false };
  const [old, their, your] = [base, theirs, yours].map(readDocument);
  if (!old || !their || !your) return { ok: false, both: [] };
  const changes = LISTS.map((list) => changesOf(list, old, their, your));
  const both = [
    ...changes.flatMap((one) => one.both),
    ...(restOf(old) === restOf(their) || restOf(their) === restOf(your)
      ? []
      : ["what stands beside rules and tests"]),
  ];
  if (both.length > 0) return { ok: false, both };
  const edits = changes.flatMap((one) => one.edits);
  const text = edits.reduce<string | null>((now, edit) => {
    const edited = now === null ? null : applyEdit(now, edit, NOBODY);
    return edited?.ok ? edited.text : null;
  }, yours);
  if (text === null) return { ok: false, both: [] };
  const patched = patchOf(texts);
  if (patched !== null && meaning(patched) === meaning(text)) {
    return { ok: true, text: patched, losesComments: false };
  }
  return { ok: true, text, losesComments: commentsOf(base) !== commentsOf(theirs) };
}

type List = {
  list: "rules" | "tests";
  key: "id" | "name";
  put: (entry: JsonObject) => Edit;
  remove: (name: string) => Edit;
  word: string;
};

const LISTS: readonly List[] = [
  {
    list: "rules",
    key: "id",
    word: "the rule",
    put: (rule) => ({ kind: "put_rule", rule }),
    remove: (id) => ({ kind: "remove_rule", id }),
  },
  {
    list: "tests",
    key: "name",
    word: "the test",
    put: (test) => ({ kind: "put_test", test }),
    remove: (name) => ({ kind: "remove_test", name }),
  },
];

/** No edit made here asks who is in which group, or what time it is. */
const NOBODY = { membership: { groups: new Map(), personOfPrincipal: new Map() }, now: 0 };

function changesOf(
  { list, key, put, remove, word }: List,
  old: JsonObject,
  their: JsonObject,
  your: JsonObject,
): { edits: Edit[]; both: string[] } {
  const [before, theirs, yours] = [old, their, your].map((one) => entriesOf(one, list, key));
  const edits: Edit[] = [];
  const both: string[] = [];
  for (const name of new Set([...(before?.keys() ?? []), ...(theirs?.keys() ?? [])])) {
    const [was, has, have] = [before, theirs, yours].map((one) => spelled(one?.get(name)));
    if (was === has || has === have) continue;
    const entry = theirs?.get(name);
    if (was !== have) both.push(`${word} ${name}`);
    else edits.push(entry === undefined ? remove(name) : put(entry));
  }
  return { edits, both };
}

function entriesOf(document: JsonObject, list: string, key: string): Map<string, JsonObject> {
  const entries = Object.hasOwn(document, list) ? document[list] : [];
  const named = (Array.isArray(entries) ? entries : []).filter(isJsonObject).flatMap((entry) => {
    const name = textMember(entry, key);
    return name === undefined ? [] : [[name, entry] as const];
  });
  return new Map(named);
}

function spelled(entry: JsonObject | undefined): string {
  return entry === undefined ? "" : canonicalJson(entry);
}

/** Everything but rules and tests. */
function restOf({ rules: _rules, tests: _tests, ...rest }: JsonObject): string {
  return canonicalJson(rest);
}

/** The order of rules and tests never matters. */
function meaning(text: string): string | null {
  const document = readDocument(text);
  if (!document) return null;
  const lists = LISTS.map(({ list, key }) =>
    [...entriesOf(document, list, key)].map(([, entry]) => spelled(entry)).toSorted(),
  );
  return canonicalJson([restOf(document), ...lists]);
}

function commentsOf(text: string): string {
  const scanner = createScanner(text, false);
  const found: string[] = [];
  for (let token = scanner.scan(); token !== END; token = scanner.scan()) {
    if (token === LINE_COMMENT || token === BLOCK_COMMENT) found.push(scanner.getTokenValue());
  }
  return found.join("\n");
}

// `SyntaxKind` of jsonc-parser is a const enum, which isolated modules cannot read.
const [LINE_COMMENT, BLOCK_COMMENT, END] = [12, 13, 17];

function readDocument(text: string): JsonObject | null {
  const read = readText(text);
  return read.ok && isJsonObject(read.value) ? read.value : null;
}

/** Lines that may come and go before a patch is given up. */
const MOST_EDITS = 1_000;

function patchOf({ base, theirs, yours }: { base: string; theirs: string; yours: string }) {
  const patch = structuredPatch("", "", base, theirs, "", "", { maxEditLength: MOST_EDITS });
  const patched = patch === undefined ? false : applyPatch(yours, patch);
  return patched === false ? null : patched;
}
