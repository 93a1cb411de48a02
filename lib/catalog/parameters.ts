// The parameters of a JSON Schema as a flat list, for people to compare. Pure.
import { canonicalJson } from "../ledger/canonical-json";

export type Parameter = {
  /** `repo`, `options.depth`, `files[].path`; a name that has dots of its own is quoted. */
  path: string;
  required: boolean;
  /** `string`, `string or null`, `$ref #/$defs/x`; empty where the schema says nothing. */
  type: string;
  /** The allowed values, each as JSON. */
  allowed: string[] | null;
  description: string | null;
  /** Every other keyword as canonical JSON; empty where there is none. */
  rest: string;
};

/** More than these are not compared one by one. */
export const MOST_PARAMETERS = 1_000;
const MOST_ALLOWED = 200;

type Node = { path: string; schema: Record<string, unknown>; required: boolean };

/** Every property at any depth, in the schema's order; at most 1,000. */
export function listParameters(schema: unknown): { parameters: Parameter[]; cut: boolean } {
  const parameters: Parameter[] = [];
  const open: Node[] = inside({ path: "", schema: objectOf(schema), required: false }).toReversed();
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (parameters.length === MOST_PARAMETERS) return { parameters, cut: true };
    parameters.push(parameterOf(one));
    open.push(...inside(one).toReversed());
  }
  return { parameters, cut: false };
}

/** What a schema says besides its parameters: `additionalProperties`, `$defs`, `anyOf` … */
export function restOfSchema(schema: unknown): string {
  return rest(objectOf(schema));
}

function parameterOf({ path, schema, required }: Node): Parameter {
  const { description } = schema;
  return {
    path,
    required,
    type: typeOf(schema),
    allowed: allowedOf(schema),
    description: typeof description === "string" ? description : null,
    rest: rest(schema),
  };
}

function inside({ path, schema }: Node): Node[] {
  const properties = objectOf(schema.properties);
  const required = Array.isArray(schema.required) ? new Set<unknown>(schema.required) : new Set();
  const own = Object.keys(properties).map((name) => ({
    path: path === "" ? quoted(name) : `${path}.${quoted(name)}`,
    schema: objectOf(properties[name]),
    required: required.has(name),
  }));
  const items = objectOf(schema.items);
  return Object.keys(items).length === 0
    ? own
    : [...own, ...inside({ path: `${path}[]`, schema: items, required: false })];
}

function quoted(name: string): string {
  return /^[\w$-]+$/.test(name) ? name : JSON.stringify(name);
}

function typeOf(schema: Record<string, unknown>): string {
  const { type, items } = schema;
  if (typeof schema.$ref === "string") return `$ref ${schema.$ref}`;
  if (Array.isArray(type)) return type.filter((one) => typeof one === "string").join(" or ");
  if (type === "array") {
    const of = typeOf(objectOf(items));
    return of === "" ? "array" : `array of ${of}`;
  }
  return typeof type === "string" ? type : "";
}

function allowedOf(schema: Record<string, unknown>): string[] | null {
  const values = Array.isArray(schema.enum)
    ? schema.enum
    : Object.hasOwn(schema, "const")
      ? [schema.const]
      : null;
  return values === null ? null : values.slice(0, MOST_ALLOWED).map((one) => canonicalJson(one));
}

const SHOWN_APART = new Set([
  "properties",
  "required",
  "type",
  "enum",
  "const",
  "description",
  "$ref",
]);

function rest(schema: Record<string, unknown>): string {
  const others = Object.keys(schema).filter((key) => !SHOWN_APART.has(key));
  const kept = others.map((key) => {
    // Of items, what is no parameter and no type of its own.
    const value = key === "items" ? itemsRest(schema.items) : canonicalJson(schema[key]);
    return value === "" ? "" : `${JSON.stringify(key)}:${value}`;
  });
  return kept
    .filter((one) => one !== "")
    .toSorted()
    .join(",");
}

function itemsRest(items: unknown): string {
  const own = objectOf(items);
  const allowed = allowedOf(own);
  const parts = [
    rest(own),
    allowed === null ? "" : `"enum":[${allowed.join(",")}]`,
    typeof own.description === "string" ? `"description":${JSON.stringify(own.description)}` : "",
  ].filter((one) => one !== "");
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}

function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
