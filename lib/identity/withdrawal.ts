// What taking a directory entry back has in common: of what, why, and what it was.
import { z } from "zod";

export const withdrawal = z.object({
  id: z.string().max(100),
  /** The console always asks for it. */
  reason: z.string().trim().min(1).max(1_000).optional(),
});

/** For the admin log. */
export function withdrawalRecord(
  { id, reason }: z.infer<typeof withdrawal>,
  { version, was }: { version: number; was?: unknown },
): { subject: string; details: Record<string, unknown> } {
  return {
    subject: id,
    details: { version, ...(was !== undefined && { was }), ...(reason && { reason }) },
  };
}
