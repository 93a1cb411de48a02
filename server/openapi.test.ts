import { expect, it } from "vitest";
import { ROUTES } from "./api";
import { openApi } from "./openapi";

const schemas: { path: string; schema: Record<string, unknown> }[] = [];
collect(openApi(ROUTES), "");

it("describes every operation, with its access", () => {
  const { paths } = openApi(ROUTES);
  for (const { method, path } of ROUTES) {
    expect(paths[path]).toHaveProperty(method.toLowerCase());
  }
});

it("holds only schemas whose properties are named members, as JSON Schema wants them", () => {
  expect(schemas.length).toBeGreaterThan(50);
  for (const { path, schema } of schemas) {
    expect([path, Array.isArray(schema["properties"])]).toEqual([path, false]);
  }
});

it("shows the columns of a directory entry", () => {
  expect(JSON.stringify(openApi(ROUTES).paths["/api/v1/sanctions"])).toContain("ran_as_credential");
});

it("refers only to schemas that the document holds", () => {
  const document = openApi(ROUTES);
  const text = JSON.stringify(document);
  const refs = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, ref]) => ref);
  expect(refs).toContain("#/components/schemas/QueryNode");
  const known = Object.keys(document.components.schemas);
  for (const ref of new Set(refs)) {
    expect(known.map((name) => `#/components/schemas/${name}`)).toContain(ref);
  }
  expect(text).not.toContain("$defs");
});

function collect(node: unknown, path: string): void {
  if (typeof node !== "object" || node === null) return;
  if ("properties" in node) schemas.push({ path, schema: { ...node } });
  for (const [key, value] of Object.entries(node)) collect(value, `${path}/${key}`);
}
