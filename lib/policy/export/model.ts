// The policy for gateways that decide by themselves, by names alone.
import { z } from "zod";

export const EXPORT_TARGETS = ["agentgateway", "toolhive", "agentcore"] as const;
export type ExportTarget = (typeof EXPORT_TARGETS)[number];

export const exportQuery = z.strictObject({
  target: z.enum(EXPORT_TARGETS),
  /** The version in force where it is left out. */
  version: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  /** Cedar targets see a subject without its issuer: whose tokens the gateway takes. */
  issuer: z.string().max(1000).optional(),
  /** Of AgentCore: the gateway's ARN. */
  gateway: z.string().max(2048).optional(),
});

/** What the target cannot say, and what became of it: never more is allowed than the policy allows. */
export const notExpressed = z.object({
  ruleId: z.string().nullable(),
  what: z.string(),
  instead: z.enum(["left out", "made stricter", "not looked at"]),
});
export type NotExpressed = z.infer<typeof notExpressed>;

export const exportView = z.object({
  target: z.enum(EXPORT_TARGETS),
  version: z.number().int(),
  issuer: z.string().nullable(),
  /** One for each server, where the target keeps them apart; else one without a name. */
  parts: z.array(
    z.object({
      server: z.string().nullable(),
      /** Cedar policies, or CEL expressions of which one must hold. */
      policies: z.array(z.object({ ruleId: z.string(), text: z.string() })),
    }),
  ),
  notExpressed: z.array(notExpressed),
});
export type ExportView = z.infer<typeof exportView>;
