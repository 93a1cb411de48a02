// The tests that a text carries, with their places, also where the rest of it has an error. Pure.
import { z } from "zod";
import { isJsonObject } from "../calls/adapters/json-values";
import { EFFECTS, type Effect } from "./model";
import { readText } from "./read-text";
import { type EvaluationRequest, requestSchema } from "./request";

export type StoredTest = { name: string; request: EvaluationRequest; expect: Effect; line: number };

const testSchema = z.object({
  name: z.string(),
  request: requestSchema,
  expect: z.enum(EFFECTS),
});

/** Null where the text is no JSON. What is no test is left out: the check of the text names it. */
export function storedTests(text: string): StoredTest[] | null {
  const read = readText(text);
  if (!read.ok || !isJsonObject(read.value)) return null;
  const tests = Object.hasOwn(read.value, "tests") ? read.value["tests"] : [];
  return (Array.isArray(tests) ? tests : []).flatMap((test, at) => {
    const parsed = testSchema.safeParse(test);
    if (!parsed.success) return [];
    return [{ ...parsed.data, line: read.place({ path: ["tests", at], message: "" }).line }];
  });
}
