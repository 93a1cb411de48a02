// Literals and expressions of a mapping. A text that begins with "$" is CEL over `params` and `token`;
// "$$" stands for a "$" that is meant; everything else is taken as it is.
import { Environment, Optional } from "@marcbachmann/cel-js";

/** No question can be made of the message: its sender is told why, and nobody is asked. */
export class MappingError extends Error {}

export type Inputs = { params: unknown; token: unknown };

const MOST_DEPTH = 16;
const cel = new Environment({
  enableOptionalTypes: true,
  limits: { maxAstNodes: 500, maxDepth: 32 },
})
  .registerVariable("params", "dyn")
  .registerVariable("token", "dyn");

/** The binding's own table writes `… ? $params.x : $params.y`; in a quoted text a "$" stays. */
const INNER_MARKS = /'[^']*'|"[^"]*"|\$(?=params\b|token\b)/g;

/** The template with a value for each expression; members that yield none are left out. */
export function resolve(template: unknown, inputs: Inputs, depth = 0): unknown {
  if (depth > MOST_DEPTH) throw new MappingError("it is nested too deeply");
  if (typeof template === "string") return resolveText(template, inputs);
  if (typeof template !== "object" || template === null) return template;
  if (Array.isArray(template)) return template.map((one) => resolve(one, inputs, depth + 1));
  return Object.fromEntries(
    Object.entries(template).flatMap(([name, value]) => {
      const resolved = resolve(value, inputs, depth + 1);
      return resolved === undefined ? [] : [[name, resolved]];
    }),
  );
}

function resolveText(text: string, inputs: Inputs): unknown {
  if (text.startsWith("$$")) return text.slice(1);
  if (!text.startsWith("$")) return text;
  const expression = text.slice(1).replaceAll(INNER_MARKS, (part) => (part === "$" ? "" : part));
  if (/\bmatches\b/.test(expression)) {
    // A pattern of the server's would run here for as long as it likes.
    throw new MappingError(`expression '${text}' uses matches`);
  }
  try {
    return jsonOf(cel.evaluate(expression, { ...inputs }));
  } catch (error) {
    const [why] = String(error instanceof Error ? error.message : error).split("\n");
    throw new MappingError(`expression '${text}' failed: ${why}`);
  }
}

/** CEL's whole numbers are BigInt; an optional that is empty is no value at all. */
function jsonOf(value: unknown): unknown {
  if (value instanceof Optional) return value.hasValue() ? jsonOf(value.value()) : undefined;
  if (value === undefined) return undefined;
  const text = JSON.stringify(value, (_, one: unknown) =>
    typeof one === "bigint" ? Number(one) : one,
  );
  return JSON.parse(text);
}
