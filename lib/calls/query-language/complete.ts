// What could stand at the caret: from the parser's own reading of the text before it.
import { type FieldName, FIELD_NAMES, FIELDS, IS_VALUES } from "./fields";
import { parseQuery } from "./parse";
import { payloadTerms } from "./payload-terms";
import { printValue } from "./print";
import { readTokens } from "./read-tokens";
import type { Expected, Token } from "./token";

/** Where a completion goes: it replaces the text from `from` to `to`. */
export type CompletionPlace = {
  from: number;
  to: number;
  /** What is written there before the caret, without quotes and escapes. */
  typed: string;
  expected: Expected;
};

export type Completion = {
  /** Unique in its list. */
  label: string;
  detail: string;
  insert: string;
};

/** Null where nothing could be offered: inside free text in quotes, a pattern, or what cannot be read. */
export function completionPlace(text: string, caret: number): CompletionPlace | null {
  const { expected } = readTokens(text.slice(0, caret));
  if (!expected) return null;
  const { from } = expected;
  const word = readTokens(text).tokens.find((token) => isWordAt(token, from, caret));
  const raw = text.slice(from, caret);
  const typed = expected.kind === "value" ? bareText(raw) : raw;
  if (typed === null || (expected.kind !== "value" && /["\\*]/.test(raw))) return null;
  const to = word?.to ?? caret;
  const swallows = word?.kind === "field" && text[to] === ":";
  return { from, to: swallows ? to + 1 : to, typed, expected };
}

function isWordAt({ kind, from, to }: Token, start: number, caret: number): boolean {
  return from === start && to >= caret && (kind === "field" || kind === "value" || kind === "text");
}

/** What a value says so far; null for a pattern. */
function bareText(raw: string): string | null {
  if (raw.startsWith('"')) return raw.slice(1).replaceAll(/\\(["\\])/g, "$1");
  const escaped = raw.replaceAll(/\\./g, "");
  return escaped.includes("*") ? null : raw.replaceAll(/\\(.)/g, "$1");
}

/** What can be offered without asking anybody, best first. `payload`: fields that look inside payloads. */
export function ownCompletions(
  { expected, typed }: CompletionPlace,
  payload: boolean,
): readonly Completion[] {
  switch (expected.kind) {
    case "or":
      return matching([{ ...OR, detail: "Another value" }], typed);
    case "term":
      return matching([...fieldCompletions(payload), ...(expected.first ? [] : [OR]), NOT], typed);
    case "value":
      return expected.inside ? [] : matching(ownValues(expected.field, payload), typed);
  }
}

const OR: Completion = { label: "OR", detail: "Either side may hold", insert: "OR " };
const NOT: Completion = { label: "NOT", detail: "Excludes what follows", insert: "NOT " };
const IS: Completion = {
  label: "is:",
  detail: "Short for a verdict, an outcome, destructive or approved",
  insert: "is:",
};
const HAS: Completion = { label: "has:", detail: "The call has a value there", insert: "has:" };

function fieldCompletions(payload: boolean): Completion[] {
  const fields = FIELD_NAMES.filter((name) => payload || !FIELDS[name].payload).map((name) => {
    const label = FIELDS[name].kind === "json" ? `${name}.` : `${name}:`;
    return { label, detail: FIELDS[name].description, insert: label };
  });
  return [...fields, IS, HAS];
}

function ownValues(field: FieldName | "is" | "has", payload: boolean): Completion[] {
  if (field === "is") {
    return [...IS_VALUES].map(([word, meaning]) => ({
      ...valueCompletion(word),
      detail: FIELDS[meaning.field].words,
    }));
  }
  if (field === "has") {
    return FIELD_NAMES.filter((name) => FIELDS[name].optional)
      .filter((name) => payload || !FIELDS[name].payload)
      .map((name) => ({ ...valueCompletion(name), detail: FIELDS[name].description }));
  }
  return (FIELDS[field].values ?? []).map((value) => valueCompletion(value));
}

/** A value as it is written behind a field. */
export function valueCompletion(value: string, detail = ""): Completion {
  return { label: value, detail, insert: printValue({ text: value, glob: false }) };
}

/** Those that begin with the text before those that contain it, names and aliases before descriptions. */
function matching(all: readonly Completion[], typed: string): Completion[] {
  const wanted = typed.toLowerCase();
  return all
    .map((one) => ({ one, rank: rankOf(one, wanted) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
}

function rankOf({ label, detail }: Completion, wanted: string): number {
  const names = [label, ...aliasesOf(label)].map((name) => name.toLowerCase());
  if (names.some((name) => name.startsWith(wanted))) return 0;
  if (names.some((name) => name.includes(wanted))) return 1;
  const words = detail.toLowerCase();
  return wanted.length >= 3 && words.includes(wanted) ? 2 : Number.POSITIVE_INFINITY;
}

function aliasesOf(label: string): readonly string[] {
  const field = FIELD_NAMES.find((name) => label === `${name}:` || label === `${name}.`);
  return field ? FIELDS[field].aliases : [];
}

export type Insertion = { from: number; to: number; insert: string };

/** The change that takes a completion; the caret goes behind it. */
export function insertion(
  text: string,
  { from, to, expected }: CompletionPlace,
  { insert }: Completion,
): Insertion {
  const next = text[to] ?? "";
  if (expected.kind === "value") {
    return { from, to, insert: /[\s)]/.test(next) ? insert : `${insert} ` };
  }
  const compared = insert.endsWith(":") && /[<>]/.test(next);
  return { from, to, insert: compared ? insert.slice(0, -1) : insert };
}

/**
 * The query without the term at the caret: what a value must go with. Empty where that cannot be
 * said, as inside brackets, so that no value is missed; and where it looks inside payloads, as each
 * such search is recorded.
 */
export function withoutTermAtCaret(text: string, { expected, to }: CompletionPlace): string {
  if (expected.depth > 0) return "";
  const { start } = expected;
  const term = readTokens(text).tokens.find(
    (token) => token.kind === "term" && token.from <= expected.from && token.to >= to,
  );
  const around = [text.slice(0, start), text.slice(term?.to ?? to)];
  const rest = around
    .map((one) => one.trim())
    .join(" ")
    .trim();
  const parsed = parseQuery(rest);
  return parsed.ok && payloadTerms(parsed.query).length === 0 ? rest : "";
}
