// What a tools/list result says of each tool: its fingerprint, and the mapping that it declares.
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { z } from "zod";

export type ToolDefinition = {
  /** SHA-256 over the JCS (RFC 8785) of what a review looks at, hex. */
  sha256: string;
  /** Its `x-authzen-mapping`. */
  mapping: unknown;
};

const listSchema = z.looseObject({
  tools: z.array(z.looseObject({ name: z.string() })),
  nextCursor: z.string().optional(),
});
const withMapping = z.object({ "x-authzen-mapping": z.unknown() });

/** By name, and the cursor of the page that follows; null for what is no list of tools. */
export function readDefinitions(
  result: unknown,
): { tools: Map<string, ToolDefinition>; next: string | undefined } | null {
  const list = listSchema.safeParse(result);
  if (!list.success) return null;
  const tools = list.data.tools.map((tool) => [tool.name, readDefinition(tool)] as const);
  return { tools: new Map(tools), next: list.data.nextCursor };
}

function readDefinition(tool: Record<string, unknown>): ToolDefinition {
  const { name, description, inputSchema, outputSchema } = tool;
  const covered = Object.entries({ name, description, inputSchema, outputSchema });
  const text = canonicalize(Object.fromEntries(covered.filter(([, value]) => value != null))) ?? "";
  const declared = withMapping.safeParse(inputSchema);
  return {
    sha256: createHash("sha256").update(text).digest("hex"),
    mapping: declared.success ? declared.data["x-authzen-mapping"] : undefined,
  };
}
