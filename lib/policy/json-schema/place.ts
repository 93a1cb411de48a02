// Where in a schema a keyword stands, and how it reaches the schemas below it.
import { isJsonObject, type JsonObject } from "../../calls/adapters/json-values";
import type { Check } from "./run";

export type SchemaPath = readonly (string | number)[];

/** A schema that cannot be compiled; `path` leads to the part that is wrong. */
export class SchemaError extends Error {
  readonly path: SchemaPath;

  constructor(path: SchemaPath, message: string) {
    super(message);
    this.path = path;
  }
}

/** Compiles one schema; `sameValue` when it judges the value that its parent judges. */
export type Compile = (schema: unknown, path: SchemaPath, sameValue: boolean) => Check;

export class Place {
  readonly schema: JsonObject;
  readonly path: SchemaPath;
  readonly #keyword: string;
  readonly #compile: Compile;

  constructor(schema: JsonObject, path: SchemaPath, keyword: string, compile: Compile) {
    this.schema = schema;
    this.path = path;
    this.#keyword = keyword;
    this.#compile = compile;
  }

  get value(): unknown {
    return this.schema[this.#keyword];
  }

  /** A keyword beside this one. */
  beside(keyword: string): unknown {
    return Object.hasOwn(this.schema, keyword) ? this.schema[keyword] : undefined;
  }

  fail(message: string, ...below: (string | number)[]): never {
    throw new SchemaError([...this.path, this.#keyword, ...below], `${this.#keyword} ${message}`);
  }

  /** The schema of this keyword, for the same value or for a part of it. */
  inner(about: "same" | "part"): Check {
    return this.#compile(this.value, [...this.path, this.#keyword], about === "same");
  }

  /** The schema of another keyword of the same object. */
  neighbour(keyword: string): Check | undefined {
    if (!Object.hasOwn(this.schema, keyword)) return undefined;
    return this.#compile(this.schema[keyword], [...this.path, keyword], true);
  }

  list(about: "same" | "part"): Check[] {
    const { value } = this;
    if (!Array.isArray(value) || value.length === 0) return this.fail("must list schemas");
    const path = [...this.path, this.#keyword];
    return value.map((one, at) => this.#compile(one, [...path, at], about === "same"));
  }

  map(about: "same" | "part"): [string, Check][] {
    const path = [...this.path, this.#keyword];
    return this.members().map(([key, one]) => [
      key,
      this.#compile(one, [...path, key], about === "same"),
    ]);
  }

  members(): [string, unknown][] {
    return isJsonObject(this.value) ? Object.entries(this.value) : this.fail("must be an object");
  }

  count(): number {
    const { value } = this;
    return typeof value === "number" && Number.isInteger(value) && value >= 0
      ? value
      : this.fail("must be a whole number from 0 up");
  }

  number(): number {
    return typeof this.value === "number" ? this.value : this.fail("must be a number");
  }

  names(value: unknown = this.value, ...below: string[]): string[] {
    if (!Array.isArray(value)) return this.fail("must list names", ...below);
    return value.map((name, at) =>
      typeof name === "string" ? name : this.fail("must list names", ...below, at),
    );
  }
}
