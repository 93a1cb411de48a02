import type { z } from "zod";
import { isExact, markInexact } from "../../lib/calls/frames/exact-numbers";
import { parseStrictJson } from "../../lib/calls/frames/strict-json";
import { decodeUtf8 } from "../../lib/calls/frames/text-lines";
import { DomainError } from "../../lib/errors";
import type { Read } from "../../lib/policy/request";
import { readBody } from "./read-body";

/**
 * The body of a gateway's question. Throws `invalid` (400, as AuthZEN asks for whatever is wrong
 * with a request): no JSON, no UTF-8, a name twice, another media type, a member that is missing or
 * of another kind.
 */
export async function readQuestion<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<Read<z.output<Schema>>> {
  return parseRead(await readQuestionJson(request), schema);
}

/** A body, and the same with a number that no double holds in the place of each inexact one. */
export type ReadJson = { value: unknown; marked: unknown };

export async function readQuestionJson(request: Request): Promise<ReadJson> {
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new DomainError("invalid", "Send Content-Type: application/json.");
  }
  // Never the nearest text: two bodies would be one.
  const text = decodeUtf8(await readBody(request));
  if (text === undefined) throw new DomainError("invalid", "The body cannot be read: not UTF-8.");
  const strict = parseStrictJson(text);
  if ("problem" in strict)
    throw new DomainError("invalid", `The body cannot be read: ${strict.problem}.`);
  // As numbers, also where they lose digits: as text, no `maximum` of a rule would look at them.
  const value: unknown = JSON.parse(text);
  const marked = markInexact(text);
  return { value, marked: marked === text ? value : JSON.parse(marked) };
}

export function parseRead<Schema extends z.ZodType>(
  { value, marked }: ReadJson,
  schema: Schema,
): Read<z.output<Schema>> {
  const parsed = parseQuestion(value, schema);
  const exact = isExact(marked === value ? parsed : parseQuestion(marked, schema));
  return { value: parsed, isExact: exact };
}

/** Unlike `parseInput` it looks at nothing that only passes through: arguments may hold anything. */
export function parseQuestion<Schema extends z.ZodType>(
  value: unknown,
  schema: Schema,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => ({
    path: path.join("."),
    message,
  }));
  const [first] = fields;
  throw new DomainError("invalid", `${first?.path || "the body"}: ${first?.message}`, { fields });
}
