// An MCP request -> what to ask before it may go on (COAZ binding for MCP, "PEP Behavior").
import { z } from "zod";
import { DEFAULT_MAPPINGS, passesThrough } from "./default-mappings";
import { mappingSchema, type Question, questionSchema } from "./mapping";
import { MappingError, resolve } from "./resolve";

/** Of JSON-RPC, with the meaning that the binding gives them. */
export const DENIED = -32_001;
export const NO_QUESTION = -32_602;
export const NO_ANSWER = -32_603;

export type Message = { method: string; params?: unknown };
/** Claims of the caller's verified token; `aud` is this server's own name alone. */
export type Token = { sub: string } & Record<string, unknown>;

/** One question, or many about one subject. */
export type Asked = Pick<Question, "subject"> & Partial<Question> & { evaluations?: unknown[] };

export type Mapped =
  | { kind: "pass" }
  | { kind: "ask"; endpoint: "/access/v1/evaluation" | "/access/v1/evaluations"; body: Asked }
  | { kind: "refuse"; code: number; message: string };

/** `declared` is what the server says in the tool's `x-authzen-mapping`; left out: the default. */
export function mapMessage(
  { method, params = {} }: Message,
  token: Token,
  declared?: unknown,
): Mapped {
  if (passesThrough(method)) return { kind: "pass" };
  const known = Object.hasOwn(DEFAULT_MAPPINGS, method) ? DEFAULT_MAPPINGS[method] : undefined;
  if (known === undefined) {
    return { kind: "refuse", code: DENIED, message: `Access denied: no rule speaks of ${method}.` };
  }
  try {
    return questionOf(declared ?? known, params, token);
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
    return { kind: "refuse", code: NO_QUESTION, message: `COAZ mapping error: ${error.message}` };
  }
}

function questionOf(mapping: unknown, params: unknown, token: Token): Mapped {
  const read = mappingSchema.safeParse(mapping);
  if (!read.success) throw new MappingError("the mapping has another form than COAZ's");
  const resolved = resolvedSchema.parse(resolve(read.data, { params, token }));
  if ("evaluation" in resolved) {
    const body = checked(withSubject(resolved.evaluation, token), token);
    return { kind: "ask", endpoint: "/access/v1/evaluation", body };
  }
  const { evaluations, ...shared } = withSubject(resolved.evaluations, token);
  const [first] = evaluations.map((one) => checked({ ...shared, ...one }, token));
  if (first === undefined) throw new MappingError("it asks nothing");
  const body = { ...shared, subject: first.subject, evaluations };
  return { kind: "ask", endpoint: "/access/v1/evaluations", body };
}

const object = z.record(z.string(), z.unknown());
const resolvedSchema = z.union([
  z.object({ evaluation: object }),
  z.object({ evaluations: z.looseObject({ evaluations: z.array(object) }) }),
]);

/** Whom it is about is the token's word; a mapping may leave it out. */
function withSubject<Body extends Record<string, unknown>>(body: Body, { sub }: Token): Body {
  const stated = object.safeParse(body["subject"] ?? {});
  if (!stated.success) throw new MappingError("the subject is no object");
  return { ...body, subject: { type: "identity", id: sub, ...stated.data } };
}

function checked(question: unknown, { sub }: Token): Question {
  const read = questionSchema.safeParse(question);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new MappingError(`${issue?.path.join(".")} is missing or no text`);
  }
  if (read.data.subject.id !== sub) throw new MappingError("the subject is not the token's");
  return read.data;
}
