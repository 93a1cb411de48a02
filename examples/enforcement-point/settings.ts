// What an enforcement point is told: whom it asks, what it stands before, as whom it calls there, and
// whose tokens it takes.
import { z } from "zod";

const text = z.string().min(1);

/** Claims of an access token. */
const claimsSchema = z.looseObject({
  iss: text,
  sub: text,
  aud: z.union([text, z.array(text)]),
  client_id: text.optional(),
  groups: z.array(text).optional(),
});

export const settingsSchema = z.object({
  /** `key` has the scopes decisions:evaluate, approvals:request and events:write. */
  onbehalf: z.object({ url: z.url(), key: text }),
  server: z.object({
    /** Its name in the policy: `tool:NAME/…`. */
    name: text,
    url: z.url(),
    /** What tokens for it are issued for: this enforcement point's own address. */
    resource: text,
  }),
  /** The identity that every call runs as, and the token that stands for it. */
  downstream: z.object({
    token: text,
    iss: text,
    sub: text,
    kind: z.enum(["api_key", "client_credentials"]),
    credential: text,
  }),
  /** Test tokens and what they say. */
  callers: z.record(text, claimsSchema),
});
export type Settings = z.infer<typeof settingsSchema>;
