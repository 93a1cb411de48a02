// What a log may say of something that was thrown: never a query's parameters.

/** The code of the error or of what caused it: PostgreSQL's SQLSTATE, Node's `ECONN…`. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}

/** A query error's message holds bound parameters: only its code and the stack's frames are logged. */
export function describeError(error: unknown): Record<string, unknown> {
  const code = codeOf(error);
  if (!(error instanceof Error)) return { thrown: typeof error };
  const frames = error.stack
    ?.split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
  // Drizzle leaves its error's name at "Error"; what tells it is that it carries the parameters.
  const isQuery = "params" in error || error.name === "PostgresError";
  return { name: error.name, code, message: isQuery ? undefined : error.message, frames };
}
