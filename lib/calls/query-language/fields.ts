// Looking up the fields of the query language, and the short forms that stand for them.
import { VERDICTS } from "../../identity/model";
import { nearestName } from "../../nearest-name";
import { OUTCOMES } from "../model";
import { type Field, type FieldName, FIELDS as TABLE } from "./field-table";

export type { Field, FieldName };

export const FIELDS: Readonly<Record<FieldName, Field>> = TABLE;

export const FIELD_NAMES = Object.keys(TABLE).filter(isFieldName);

function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(TABLE, name);
}

/** `text` null: that the call has the field. */
type IsMeaning = { field: FieldName; text: string | null };

/** What `is:` can be followed by; a word that is also a verdict means the verdict. */
export const IS_VALUES: ReadonlyMap<string, IsMeaning> = new Map<string, IsMeaning>([
  ...OUTCOMES.map((text) => [text, { field: "outcome", text }] as const),
  ...VERDICTS.map((text) => [text, { field: "verdict", text }] as const),
  ["destructive", { field: "risk", text: "destructive" }],
  ["approved", { field: "approval", text: null }],
]);

const BY_NAME: ReadonlyMap<string, FieldName> = new Map(
  FIELD_NAMES.flatMap((name) => [name, ...FIELDS[name].aliases].map((key) => [key, name] as const)),
);

/** By name or alias, in any case. */
export function findField(key: string): FieldName | undefined {
  return BY_NAME.get(key.toLowerCase());
}

/** Whether `<`, `>` and ranges mean something. */
export function isOrdered(field: FieldName): boolean {
  const { kind, ordered } = FIELDS[field];
  return ordered === true || !["enum", "name", "exact", "address"].includes(kind);
}

/** The field that a mistyped name most likely means; undefined where none is near. */
export function nearestField(key: string): string | undefined {
  return nearestName(key.toLowerCase().slice(0, 40), [...BY_NAME.keys(), "is", "has"]);
}
