// The gateways that a policy is exported to, as they are called on screen.
import type { ExportTarget } from "@/lib/policy/export/model";

export const TARGET_WORDS: Record<
  ExportTarget,
  { name: string; language: string; suffix: string }
> = {
  agentgateway: {
    name: "agentgateway",
    language: "CEL: one of these expressions must hold",
    suffix: ".cel",
  },
  toolhive: {
    name: "ToolHive",
    language: "Cedar policies, a set for each server",
    suffix: ".cedar",
  },
  agentcore: { name: "Amazon Bedrock AgentCore", language: "Cedar policies", suffix: ".cedar" },
};
