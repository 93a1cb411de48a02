import { z } from "zod";
import type { CallerEvidence, DownstreamEvidence } from "../calls/model";

/** A gateway that sends events, with what an admin lets it claim. Rows as the database has them. */
export type Source = {
  id: number;
  publicId: string;
  name: string;
  format: string;
  resource: string | null;
  issuer: string | null;
  callerCeiling: CallerEvidence;
  downstreamCeiling: DownstreamEvidence;
  groupsTrusted: boolean;
  evidenceProvider: boolean;
  revokedAt: string | null;
};

export const sourceNameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,62}$/,
    "1 to 63 lower-case letters, digits, dots, dashes or underscores, beginning with a letter or digit",
  );
