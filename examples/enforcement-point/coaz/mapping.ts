// A COAZ mapping: the template of an AuthZEN request, under the name of the API that it is for.
import { z } from "zod";

const template = z.record(z.string(), z.unknown());

/** Strict: a subject inside an entry of many would let a server choose whom it asks about. */
const entry = z.strictObject({
  action: template.optional(),
  resource: template.optional(),
  context: template.optional(),
});
const single = entry.extend({ subject: template.optional() });

export const mappingSchema = z.union([
  z.strictObject({ evaluation: single }),
  z.strictObject({ evaluations: single.extend({ evaluations: z.array(entry).min(1).max(100) }) }),
]);
export type Mapping = z.infer<typeof mappingSchema>;

const text = z.string().min(1);
const properties = template.optional();

/** What AuthZEN wants of a question once every expression has its value. */
export const questionSchema = z.object({
  subject: z.object({ type: text, id: text, properties }),
  action: z.object({ name: text, properties }),
  resource: z.object({ type: text, id: text, properties }),
  context: template.optional(),
});
export type Question = z.infer<typeof questionSchema>;
