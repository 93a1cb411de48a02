// Whom and what a rule could name, as the API offers it.
import { z } from "zod";

export const subjectSuggestions = z.object({
  items: z.array(z.object({ subject: z.string(), name: z.string() })),
});
