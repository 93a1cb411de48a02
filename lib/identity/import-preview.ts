// What an import would change, as the API answers it; client-safe.
import { z } from "zod";

export const IMPORT_STATES = ["error", "changed", "new", "unchanged"] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const importPreview = z.object({
  counts: z.record(z.enum(IMPORT_STATES), z.number().int()),
  /** At most 500, errors first, then in the order of the file. */
  rows: z.array(
    z.object({
      line: z.number().int(),
      state: z.enum(IMPORT_STATES),
      /** What the row is about, as text from the file. */
      subject: z.string(),
      /** What is wrong with it. */
      message: z.string().nullable(),
      changes: z.array(
        z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
      ),
    }),
  ),
});
export type ImportPreview = z.infer<typeof importPreview>;
