import { z } from "zod";

const clientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
});
export type ClientData = z.infer<typeof clientData>;

/** What the browser says that was signed for; null for what is no client data. */
export function readClientData(base64url: string): ClientData | null {
  try {
    const parsed = clientData.safeParse(JSON.parse(Buffer.from(base64url, "base64url").toString()));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
