// Erasing personal data for good: what may be asked for, and its shape in the API.
import { z } from "zod";
import { JOB_STATES } from "../jobs/model";
import { reasonSchema } from "../retention/model";

const instant = z.iso.datetime({ offset: true });

/** A person by its name in the directory, a principal or a call by its public id. */
const erasureSubject = z.strictObject({
  kind: z.enum(["person", "principal", "call"]),
  id: z.string().min(1).max(2_000),
});
export type ErasureSubject = z.infer<typeof erasureSubject>;

export const erasureScope = z.strictObject({
  subject: erasureSubject,
  /** Payloads of the calls that they made, or of the one call. */
  payloads: z.boolean().default(false),
  /** Their names in the directory. */
  directory: z.boolean().default(false),
  /** Calls made from then on, and before then; all of them where left out. */
  from: instant.optional(),
  to: instant.optional(),
});
export type ErasureScope = z.infer<typeof erasureScope>;

export const erasureInput = erasureScope.extend({
  reason: reasonSchema,
  /** The subject's id once more; a call needs none. */
  confirm: z.string().max(2_000).optional(),
});
export type ErasureInput = z.input<typeof erasureInput>;

export const erasurePreview = z.object({
  /** Calls whose payloads go. */
  calls: z.number().int(),
  oldest: z.string().nullable(),
  newest: z.string().nullable(),
  /** Rows of the directory that lose their names or go. */
  names: z.object({
    persons: z.number().int(),
    principals: z.number().int(),
    groups: z.number().int(),
    clients: z.number().int(),
  }),
  /** What goes on naming them, because somebody has to decide it first. */
  stays: z.array(z.object({ what: z.string(), n: z.number().int() })),
});
export type ErasurePreview = z.infer<typeof erasurePreview>;

export const erasureView = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string(),
  reason: z.string(),
  payloads: z.boolean(),
  directory: z.boolean(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Null once their names were erased, and for a call. */
  person: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  principals: z.array(z.string()),
  call: z.string().nullable(),
  job: z.object({ id: z.string(), state: z.enum(JOB_STATES).nullable() }),
  /** Calls that were reached until now. */
  calls: z.number().int(),
  /** Place of the newest event that says so in the sealed sequence. */
  index: z.number().int().nullable(),
});
export type ErasureView = z.infer<typeof erasureView>;

export const erasurePage = z.object({
  items: z.array(erasureView),
  next: z.string().nullable(),
});
