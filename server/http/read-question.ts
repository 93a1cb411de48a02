import type { z } from "zod";
import { parseStrictJson } from "../../lib/calls/frames/strict-json";
import { DomainError } from "../../lib/errors";
import { readBody } from "./read-body";

/**
 * The body of a gateway's question. Throws `invalid` (400, as AuthZEN asks for whatever is wrong
 * with a request): no JSON, a name twice, another media type, a member that is missing or of
 * another kind.
 */
export async function readQuestion<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  return parseQuestion(await readQuestionJson(request), schema);
}

export async function readQuestionJson(request: Request): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new DomainError("invalid", "Send Content-Type: application/json.");
  }
  const text = (await readBody(request)).toString("utf8");
  const strict = parseStrictJson(text);
  if ("problem" in strict)
    throw new DomainError("invalid", `The body cannot be read: ${strict.problem}.`);
  // As numbers, also where they lose digits: as text, no `maximum` of a rule would look at them.
  return JSON.parse(text);
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
