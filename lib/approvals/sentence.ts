// The one sentence of an approval, from our own catalogue and never from a server's description.
// Pure: its names come from gateways and are hostile, and are shown as inert text.
import { z } from "zod";

export const sentenceSchema = z.object({
  /** The client that sends it; null where nobody stated one. */
  agent: z.string().nullable(),
  caller: z.string(),
  /** `server/tool`, or type and id of whatever is no tool. */
  what: z.string(),
  /** Null where the question names no downstream identity. */
  runsAs: z.string().nullable(),
  /** `caller`, `delegated`, `service`: as the gateway stated it. */
  mode: z.string().nullable(),
});
export type Sentence = z.infer<typeof sentenceSchema>;

export function sentenceText({ agent, caller, what, runsAs, mode }: Sentence): string {
  const who = agent === null ? caller : `${agent} for ${caller}`;
  const as =
    runsAs === null ? (mode === null ? "" : `, running as ${mode}`) : `, running as ${runsAs}`;
  return `${who} wants to use ${what}${as}`;
}
