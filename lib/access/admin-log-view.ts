// One record of the admin log as the API answers it.
import { z } from "zod";

export const adminLogRowSchema = z.object({
  id: z.number().int(),
  time: z.string(),
  /** `member:…`, `source:…`, `operator:…` or `system`. */
  actor: z.string(),
  /** `token:<id>` where a member acted through a personal access token. */
  via: z.string().nullable(),
  action: z.string(),
  subject: z.string().nullable(),
  /** What the subject is called now, where it is a member, source, principal, invitation or token. */
  subjectName: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  requestId: z.string().nullable(),
});
export type AdminLogRow = z.infer<typeof adminLogRowSchema>;

export const adminLogPageSchema = z.object({
  items: z.array(adminLogRowSchema),
  next: z.string().nullable(),
  previous: z.string().nullable(),
});
export type AdminLogPage = z.infer<typeof adminLogPageSchema>;
