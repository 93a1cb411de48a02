// ToolHive's question to an external authorisation service (`docs/authz.md` there): principal,
// operation, resource, context.
import { z } from "zod";
import { isJsonObject, type JsonObject } from "../calls/adapters/json-values";
import { encodeName } from "../identity/glob";
import { memberOf, textMember } from "../policy/member-of";
import type { EvaluationRequest } from "../policy/request";

const object = z.custom<JsonObject>(isJsonObject, "must be an object");

export const porcSchema = z.object({
  principal: object.refine((one) => textMember(one, "sub") !== undefined, "must name a sub"),
  /** `mcp:tool:call`, `mcp:prompt:get`, `mcp:resource:read`, …: feature and what is done with it. */
  operation: z.string().regex(/^mcp:[a-z_]+:[a-z_]+$/, "must be mcp:FEATURE:OPERATION"),
  /** `mrn:mcp:SERVER:FEATURE:ID`. */
  resource: z.string().max(8_192),
  context: object.optional(),
});

const ACTIONS: { readonly [operation: string]: string } = {
  "mcp:tool:call": "tools/call",
  "mcp:prompt:get": "prompts/get",
  "mcp:resource:read": "resources/read",
};

/**
 * The same question in AuthZEN's form. A resource that cannot be taken apart names no server, so it
 * fits no rule that allows. Arguments are there only where ToolHive is set to send them.
 */
export function questionOf({
  principal,
  operation,
  resource,
  context,
}: z.output<typeof porcSchema>): EvaluationRequest {
  const [, feature = ""] = operation.split(":");
  const [, server, id] = /^mrn:mcp:([^:]+):[^:]+:(.+)$/s.exec(resource) ?? [];
  const mcp = memberOf(context, "mcp");
  const args = isJsonObject(mcp) ? memberOf(mcp, "args") : undefined;
  const groups = memberOf(principal, "mgroups");
  const agent = textMember(principal, "client_id");
  return {
    subject: {
      type: "user",
      id: textMember(principal, "sub") ?? "",
      properties: { ...principal, ...(groups !== undefined && { groups }) },
    },
    action: { name: ACTIONS[operation] ?? operation },
    resource: {
      type: feature,
      id:
        server === undefined || id === undefined
          ? resource
          : `${encodeName(server)}/${encodeName(id)}`,
      properties: undefined,
    },
    context: {
      ...(args !== undefined && { arguments: args }),
      ...(agent !== undefined && { agent }),
    },
  };
}
