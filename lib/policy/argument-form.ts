// Conditions on arguments as a form made from the tool's own input schema, and back. What the form
// cannot say stays a JSON Schema.
import { isJsonObject, type JsonObject } from "../calls/adapters/json-values";

export type ArgumentField = {
  name: string;
  type: "string" | "number" | "boolean" | "other";
  description: string | null;
  /** Values that the tool itself allows; null for any. */
  choices: JsonScalar[] | null;
};
export type JsonScalar = string | number | boolean | null;

/** What a rule asks of one argument. */
export type ArgumentCheck = {
  /** Missing, it does not fit. Without this the rest is asked only where it is given. */
  given: boolean;
  /** One of these; empty for any. */
  allowed: JsonScalar[];
  pattern: string;
  minimum: number | null;
  maximum: number | null;
  maxLength: number | null;
};
export type ArgumentChecks = ReadonlyMap<string, ArgumentCheck>;

export const NO_CHECK: ArgumentCheck = {
  given: false,
  allowed: [],
  pattern: "",
  minimum: null,
  maximum: null,
  maxLength: null,
};

const MOST_FIELDS = 200;

/** The arguments that the tool names, in its order; those deeper inside are one field. */
export function argumentFields(inputSchema: unknown): ArgumentField[] {
  if (!isJsonObject(inputSchema) || !isJsonObject(inputSchema["properties"])) return [];
  return Object.entries(inputSchema["properties"])
    .slice(0, MOST_FIELDS)
    .map(([name, schema]) => ({
      name,
      type: typeOf(schema),
      description: textOf(schema, "description"),
      choices: isJsonObject(schema) ? scalarsIn(schema["enum"]) : null,
    }));
}

/** The schema that asks for exactly this; undefined where nothing is asked. */
export function schemaOfChecks(checks: ArgumentChecks): JsonObject | undefined {
  const asked = [...checks].filter(([, check]) => isAsked(check));
  if (asked.length === 0) return undefined;
  const properties = asked.flatMap(([name, check]): [string, JsonObject][] => {
    const schema = schemaOf(check);
    return Object.keys(schema).length === 0 ? [] : [[name, schema]];
  });
  const required = asked.flatMap(([name, { given }]) => (given ? [name] : []));
  return {
    type: "object",
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(required.length > 0 && { required }),
  };
}

/** The form that says the same; null for a schema that it has no words for. */
export function checksOfSchema(schema: unknown): ArgumentChecks | null {
  if (schema === undefined) return new Map();
  if (!isJsonObject(schema)) return null;
  const { type, properties = {}, required = [], ...rest } = schema;
  if (Object.keys(rest).length > 0 || type !== "object" || !isJsonObject(properties)) return null;
  if (!Array.isArray(required)) return null;
  const checks = new Map<string, ArgumentCheck>();
  for (const [name, one] of Object.entries(properties)) {
    const check = checkOf(one);
    if (check === null) return null;
    checks.set(name, check);
  }
  for (const name of required) {
    if (typeof name !== "string") return null;
    checks.set(name, { ...(checks.get(name) ?? NO_CHECK), given: true });
  }
  return checks;
}

function isAsked(check: ArgumentCheck): boolean {
  return check.given || Object.keys(schemaOf(check)).length > 0;
}

function schemaOf({ allowed, pattern, minimum, maximum, maxLength }: ArgumentCheck): JsonObject {
  return {
    // Another type would pass what is asked only of text, or only of numbers.
    ...((pattern !== "" || maxLength !== null) && { type: "string" }),
    ...((minimum !== null || maximum !== null) && { type: "number" }),
    ...(allowed.length > 0 && { enum: allowed }),
    ...(pattern !== "" && { pattern }),
    ...(minimum !== null && { minimum }),
    ...(maximum !== null && { maximum }),
    ...(maxLength !== null && { maxLength }),
  };
}

function checkOf(schema: unknown): ArgumentCheck | null {
  if (!isJsonObject(schema)) return null;
  const { type, enum: values, pattern = "", minimum, maximum, maxLength, ...rest } = schema;
  const allowed = values === undefined ? [] : scalarsIn(values);
  if (Object.keys(rest).length > 0 || allowed === null || typeof pattern !== "string") return null;
  if (values !== undefined && allowed.length === 0) return null;
  const numbers = [minimum, maximum, maxLength].map(numberOrNone);
  const [least = null, most = null, length = null] = numbers.map((one) => one ?? null);
  if (numbers.includes(undefined)) return null;
  const check = {
    given: false,
    allowed,
    pattern,
    minimum: least,
    maximum: most,
    maxLength: length,
  };
  return schemaOf(check)["type"] === type ? check : null;
}

/** Null for what is left out, undefined for what is no number. */
function numberOrNone(value: unknown): number | null | undefined {
  if (value === undefined) return null;
  return typeof value === "number" ? value : undefined;
}

function scalarsIn(values: unknown): JsonScalar[] | null {
  if (!Array.isArray(values)) return null;
  const scalars = values.filter(isScalar);
  return scalars.length === values.length ? scalars : null;
}

function isScalar(value: unknown): value is JsonScalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function typeOf(schema: unknown): ArgumentField["type"] {
  const type = textOf(schema, "type");
  if (type === "string" || type === "boolean") return type;
  return type === "number" || type === "integer" ? "number" : "other";
}

function textOf(schema: unknown, member: string): string | null {
  const value = isJsonObject(schema) ? schema[member] : undefined;
  return typeof value === "string" ? value : null;
}
