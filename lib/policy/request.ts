// What a gateway asks: an evaluation request of AuthZEN 1.0.
import { z } from "zod";
import { isJsonObject, type JsonObject } from "../calls/adapters/json-values";

/** Taken as it is, unread: zod would drop a key named `__proto__`, and keys are data. */
const properties = z.custom<JsonObject>(isJsonObject, "must be an object").optional();
const name = z.string().min(1);

/** Members that AuthZEN does not name are left out. */
export const requestSchema = z.object({
  subject: z.object({ type: name, id: name, properties }),
  action: z.object({ name, properties }),
  resource: z.object({ type: name, id: name, properties }),
  context: properties,
});
export type EvaluationRequest = z.infer<typeof requestSchema>;

/** Something as it was read, and whether each number in it is the one that was written. */
export type Read<Value> = { value: Value; isExact: boolean };
