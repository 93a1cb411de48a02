// JSON Schema 2020-12 for conditions: why our own stands in `../README.md`.
import { isJsonObject, type JsonObject } from "../../calls/adapters/json-values";
import { ARRAY_KEYWORDS } from "./arrays";
import { findEndlessReference } from "./endless";
import { LOGIC_KEYWORDS } from "./logic";
import { OBJECT_KEYWORDS } from "./objects";
import { Place, SchemaError, type SchemaPath } from "./place";
import { findTarget } from "./references";
import { type Check, Run, Seen } from "./run";
import { type LastCheck, UNEVALUATED_KEYWORDS } from "./unevaluated";
import { VALUE_KEYWORDS } from "./values";

const KEYWORDS: { readonly [keyword: string]: (place: Place) => Check } = {
  ...VALUE_KEYWORDS,
  ...ARRAY_KEYWORDS,
  ...OBJECT_KEYWORDS,
  ...LOGIC_KEYWORDS,
};
const DIALECT = "https://json-schema.org/draft/2020-12/schema";
/** Descriptions for readers. */
const SILENT = new Set(
  "$comment $anchor title description default deprecated readOnly writeOnly examples".split(" "),
);
/** By the standard these only describe; somebody who writes one in a condition means more. */
const WITHOUT_EFFECT = new Set("format contentEncoding contentMediaType contentSchema".split(" "));

export type CompiledSchema = {
  /** Throws `TooMuchWork` when the value and the schema together cost more than one check may. */
  fits: (value: unknown, run?: Run) => boolean;
  /** Keywords that look like a condition and are none. */
  withoutEffect: SchemaPath[];
};

/** Throws a `SchemaError` for the first part that is wrong. */
export function compileSchema(schema: unknown): CompiledSchema {
  const compiler = new Compiler(schema);
  const check = compiler.compile(schema, [], false);
  const endless = findEndlessReference(compiler.sameValue);
  if (endless) throw new SchemaError([], "refers to itself without end");
  return {
    fits: (value, run = new Run()) => check(value, run, undefined),
    withoutEffect: compiler.withoutEffect,
  };
}

class Compiler {
  readonly withoutEffect: SchemaPath[] = [];
  /** Schema -> schemas that it applies to the value it was given itself. */
  readonly sameValue = new Map<unknown, unknown[]>();
  readonly #root: unknown;
  readonly #compiled = new Map<JsonObject, Check>();
  #parent: unknown;

  constructor(root: unknown) {
    this.#root = root;
  }

  compile(schema: unknown, path: SchemaPath, sameValue: boolean): Check {
    if (sameValue) this.#note(this.#parent, schema);
    if (typeof schema === "boolean") return () => schema;
    if (!isJsonObject(schema)) throw new SchemaError(path, "a schema is an object, true or false");
    const known = this.#compiled.get(schema);
    if (known) return known;

    // Set before its parts are compiled: one of them may refer back to it.
    const late: { check?: Check } = {};
    const entered: Check = (value, run, seen) => {
      run.enter();
      const fits = late.check === undefined || late.check(value, run, seen);
      run.leave();
      return fits;
    };
    this.#compiled.set(schema, entered);
    const parent = this.#parent;
    this.#parent = schema;
    late.check = this.#ofObject(schema, path);
    this.#parent = parent;
    return entered;
  }

  #ofObject(schema: JsonObject, path: SchemaPath): Check {
    const checks: Check[] = [];
    const last: LastCheck[] = [];
    for (const keyword of Object.keys(schema)) {
      const place = new Place(schema, path, keyword, (...part) => this.compile(...part));
      const build = own(KEYWORDS, keyword);
      const buildLast = own(UNEVALUATED_KEYWORDS, keyword);
      if (build) checks.push(build(place));
      else if (buildLast) last.push(buildLast(place));
      else if (keyword === "$ref") checks.push(this.#reference(place));
      else this.#other(keyword, place);
    }
    if (last.length === 0) {
      const [only] = checks;
      if (only && checks.length === 1) return only;
      return (value, run, seen) => checks.every((check) => check(value, run, seen));
    }
    return (value, run, seen) => {
      const own = new Seen();
      const fits =
        checks.every((check) => check(value, run, own)) &&
        last.every((check) => check(value, run, own));
      if (fits) seen?.add(own);
      return fits;
    };
  }

  #reference(place: Place): Check {
    const { value } = place;
    const found = typeof value === "string" ? findTarget(this.#root, value) : undefined;
    if (!found) return place.fail("must name a part of this schema, such as #/$defs/name");
    return this.compile(found.schema, found.path, true);
  }

  /** Keywords that check nothing themselves; anything unknown is a mistake, never ignored. */
  #other(keyword: string, place: Place): void {
    if (SILENT.has(keyword)) return;
    if (WITHOUT_EFFECT.has(keyword)) {
      this.withoutEffect.push([...place.path, keyword]);
    } else if (keyword === "then" || keyword === "else") {
      // `if` applies them; without it they say nothing, but must be schemas.
      place.inner("same");
    } else if (keyword === "$defs") {
      place.map("part");
    } else if (keyword === "$schema") {
      if (place.value !== DIALECT) place.fail(`must be ${DIALECT}`);
    } else if (keyword !== "$id" || place.path.length > 0) {
      place.fail("is no keyword of JSON Schema 2020-12 that a condition may use");
    }
  }

  #note(from: unknown, to: unknown): void {
    const known = this.sameValue.get(from);
    if (known) known.push(to);
    else this.sameValue.set(from, [to]);
  }
}

function own<T>(table: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
