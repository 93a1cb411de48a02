import { z } from "zod";
import { command } from "../access/command";

/** Notes that a backup was made, so that it can be said how old the last one is. */
export const noteBackup = command({
  action: "backup.made",
  needs: null,
  input: z.object({ to: z.string(), rows: z.number(), bytes: z.number(), madeAt: z.string() }),
  run: () => Promise.resolve(),
  audit: ({ to, rows, bytes, madeAt }) => ({
    subject: to,
    details: { rows, bytes, madeAt },
  }),
});
