// The last step of every adapter: only what `callRecordSchema` accepts leaves as a record.
import type { z } from "zod";
import { callRecordSchema } from "../model";
import type { Adapted } from "./adapter";
import { isJsonObject } from "./json-values";

/** The candidate as a record, or why not, in plain words and without quoting its content. */
export function acceptRecord(candidate: unknown): Adapted {
  const parsed = callRecordSchema.safeParse(candidate);
  if (parsed.success) return { record: parsed.data };
  const issue = parsed.error.issues[0];
  return { unreadable: issue ? explain(issue, candidate) : "not a call record" };
}

function explain(issue: z.core.$ZodIssue, candidate: unknown): string {
  const name = issue.path.length > 0 ? issue.path.map(String).join(".") : "the record";
  const value = valueAt(candidate, issue.path);
  if (value === undefined) return `${name} is missing`;
  switch (issue.code) {
    case "invalid_type":
      return `${name} must be ${article(issue.expected)}, not ${kindOf(value)}`;
    case "invalid_value":
      return `${name} must be one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return value === "" ? `${name} is empty` : `${name} is too small`;
    case "too_big":
      return typeof value === "string"
        ? `${name} is longer than ${issue.maximum} characters`
        : `${name} is too large`;
    case "invalid_format":
      return `${name} is not an RFC 3339 date and time with a zone`;
    case "invalid_union":
      return `${name} must be a string or an array of strings, not ${kindOf(value)}`;
    default:
      return `${name} is not what a call record allows there`;
  }
}

function valueAt(candidate: unknown, path: readonly PropertyKey[]): unknown {
  let value = candidate;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === "number") value = value[step];
    else if (isJsonObject(value)) value = value[String(step)];
    else return undefined;
  }
  return value;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : article(typeof value);
}

function article(noun: string): string {
  if (noun === "int") return "a whole number";
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}
