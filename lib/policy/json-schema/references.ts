// `$ref` inside one schema: a JSON Pointer or an anchor. Nothing is ever fetched.
import { isJsonObject } from "../../calls/adapters/json-values";
import { memberOf } from "../member-of";
import type { SchemaPath } from "./place";

export type Target = { schema: unknown; path: SchemaPath };

/** `undefined` when the reference leads out of this schema or to nothing. */
export function findTarget(root: unknown, reference: string): Target | undefined {
  if (!reference.startsWith("#")) return undefined;
  const fragment = decode(reference.slice(1));
  if (fragment === undefined) return undefined;
  if (fragment === "") return { schema: root, path: [] };
  return fragment.startsWith("/") ? byPointer(root, fragment) : byAnchor(root, fragment);
}

function byPointer(root: unknown, pointer: string): Target | undefined {
  const steps = pointer
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const path: (string | number)[] = [];
  let schema = root;
  for (const step of steps) {
    const list = Array.isArray(schema) && /^(0|[1-9]\d*)$/.test(step);
    schema = list
      ? at(schema, Number(step))
      : isJsonObject(schema)
        ? memberOf(schema, step)
        : undefined;
    if (schema === undefined) return undefined;
    path.push(list ? Number(step) : step);
  }
  return { schema, path };
}

/** Anchors count where schemas stand; `enum`, `const` and the like hold data. */
function byAnchor(root: unknown, anchor: string): Target | undefined {
  const open: Target[] = [{ schema: root, path: [] }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { schema, path } = one;
    if (Array.isArray(schema)) {
      open.push(...schema.map((item, index) => ({ schema: item, path: [...path, index] })));
    } else if (isJsonObject(schema)) {
      if (memberOf(schema, "$anchor") === anchor) return one;
      for (const [key, member] of Object.entries(schema)) {
        if (!DATA.has(key)) open.push({ schema: member, path: [...path, key] });
      }
    }
  }
  return undefined;
}

const DATA = new Set(["enum", "const", "default", "examples"]);

function at(list: unknown, index: number): unknown {
  return Array.isArray(list) ? list[index] : undefined;
}

function decode(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return undefined;
  }
}
