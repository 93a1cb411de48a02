// OpenAPI 3.1 from the same declarations and schemas that serve and validate.
import { z } from "zod";
import type { Access, Route } from "./http/route";

export function openApi(routes: readonly Route[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of routes) {
    const operations = (paths[one.path] ??= {});
    operations[one.method.toLowerCase()] = operation(one);
  }
  const schemas = hoistDefinitions(paths);
  return {
    openapi: "3.1.0",
    info: { title: "Onbehalf", version: "1", description: "Everything the console does." },
    paths,
    components: {
      schemas,
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "API key of a source: ob_…" },
        metrics: { type: "http", scheme: "bearer", description: "ONBEHALF_METRICS_TOKEN" },
        token: { type: "http", scheme: "bearer", description: "Personal access token: obp_…" },
        session: { type: "apiKey", in: "cookie", name: "__Host-onbehalf.session" },
      },
    },
  };
}

function operation(one: Route) {
  const status = String(one.status ?? 200);
  return {
    summary: one.summary,
    "x-role": one.role,
    "x-access": one.access,
    security: security(one.access),
    parameters: [...parameters(one.params, "path"), ...parameters(one.query, "query")],
    ...(one.body && { requestBody: { required: true, content: jsonContent(one.body) } }),
    responses: {
      [status]: {
        description: "Success",
        ...(one.response && { content: jsonContent(one.response) }),
      },
      default: {
        description: "A problem (RFC 9457)",
        content: { "application/problem+json": { schema: { type: "object" } } },
      },
    },
  };
}

function security(access: Access) {
  if (access.kind === "public") return [];
  if (access.kind === "metrics") return [{}, { metrics: [] }];
  return access.kind === "key"
    ? access.scopes.map((scope) => ({ key: [scope] }))
    : access.kind === "session"
      ? [{ session: [] }]
      : [{ session: [] }, { token: [] }];
}

function jsonContent(schema: z.ZodType) {
  return { "application/json": { schema: jsonSchema(schema) } };
}

function parameters(schema: z.ZodType | undefined, place: "path" | "query") {
  if (schema === undefined) return [];
  const shape = z
    .object({
      properties: z.record(z.string(), z.unknown()).default({}),
      required: z.array(z.string()).default([]),
    })
    .parse(jsonSchema(schema));
  return Object.entries(shape.properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || shape.required.includes(name),
    schema: property,
  }));
}

/**
 * The named parts of all schemas, taken out of where zod left them: a recursive one refers to itself by
 * a place in the document, which is this one.
 */
function hoistDefinitions(node: unknown): Record<string, unknown> {
  if (typeof node !== "object" || node === null) return {};
  const found = Object.values(node).map(hoistDefinitions);
  if ("$ref" in node && typeof node.$ref === "string") {
    node.$ref = node.$ref.replace("#/$defs/", "#/components/schemas/");
  }
  const own: unknown = "$defs" in node ? node.$defs : {};
  if ("$defs" in node) delete node.$defs;
  return Object.assign({}, ...found, own);
}

function jsonSchema(schema: z.ZodType) {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}
