// What changed between two definitions of a tool, for whoever must say whether it may be used. Pure;
// cases as data in cases/definition-diff.json.
import { findHints, type Hint, isNewHint } from "./find-hints";
import { listParameters, type Parameter, restOfSchema } from "./parameters";
import { diffTexts, type TextPart } from "./word-diff";

export type ParameterChange = {
  path: string;
  change: "added" | "removed" | "changed" | "same";
  before: Omit<Parameter, "path"> | null;
  after: Omit<Parameter, "path"> | null;
  /** Its description; empty where there is none on either side. */
  description: TextPart[];
};

export type SchemaDiff = {
  parameters: ParameterChange[];
  /** There are more than can be compared one by one. */
  cut: boolean;
  /** What the schema says besides its parameters, where that changed. */
  rest: { before: string; after: string } | null;
};

export type DefinitionDiff = {
  /** False for a first definition: everything is new then, and nothing is marked as added. */
  compared: boolean;
  description: TextPart[];
  input: SchemaDiff;
  output: SchemaDiff;
  /** New ones first. */
  hints: (Hint & { isNew: boolean })[];
};

/** `before` is null for a definition that nothing was known before. Both are JSON values. */
export function diffDefinitions(before: unknown, after: unknown): DefinitionDiff {
  const compared = before !== null && before !== undefined;
  const own = membersOf(after);
  const old = compared ? membersOf(before) : own;
  const known = compared ? findHints(before) : [];
  const hints = findHints(after).map((hint) => ({ ...hint, isNew: isNewHint(hint, known) }));
  return {
    compared,
    description: diffTexts(textOf(old.description), textOf(own.description)),
    input: diffSchemas(old.inputSchema, own.inputSchema),
    output: diffSchemas(old.outputSchema, own.outputSchema),
    hints: hints.toSorted((a, b) => Number(b.isNew) - Number(a.isNew)),
  };
}

function diffSchemas(before: unknown, after: unknown): SchemaDiff {
  const old = listParameters(before);
  const own = listParameters(after);
  const were = new Map(old.parameters.map((one) => [one.path, one]));
  const are = new Set(own.parameters.map(({ path }) => path));
  const kept = own.parameters.map((one) => changeOf(were.get(one.path) ?? null, one));
  const gone = old.parameters.filter(({ path }) => !are.has(path));
  const rests = { before: restOfSchema(before), after: restOfSchema(after) };
  return {
    parameters: [...kept, ...gone.map((one) => changeOf(one, null))],
    cut: old.cut || own.cut,
    rest: rests.before === rests.after ? null : rests,
  };
}

function changeOf(before: Parameter | null, after: Parameter | null): ParameterChange {
  return {
    path: (after ?? before)?.path ?? "",
    change: wordFor(before, after),
    before: factsOf(before),
    after: factsOf(after),
    description: diffTexts(
      (before ?? after)?.description ?? "",
      (after ?? before)?.description ?? "",
    ),
  };
}

function wordFor(before: Parameter | null, after: Parameter | null): ParameterChange["change"] {
  if (before === null) return "added";
  if (after === null) return "removed";
  return JSON.stringify(before) === JSON.stringify(after) ? "same" : "changed";
}

function factsOf(parameter: Parameter | null): Omit<Parameter, "path"> | null {
  if (parameter === null) return null;
  const { path: _path, ...facts } = parameter;
  return facts;
}

function membersOf(definition: unknown): Record<string, unknown> {
  const isObject = typeof definition === "object" && definition !== null;
  return isObject ? Object.fromEntries(Object.entries(definition)) : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
