// The formats of `POST /api/v1/events/{format}` and `cli import --format`.
import type { Adapter } from "./adapter";
import { agentgateway } from "./agentgateway";
import { archestra } from "./archestra";
import { contextforge } from "./contextforge";
import { envoyAiGateway } from "./envoy-ai-gateway";
import { kong } from "./kong";
import { kuadrant } from "./kuadrant";
import { lasso } from "./lasso";
import { litellm } from "./litellm";
import { mcpGatewayRegistry } from "./mcp-gateway-registry";
import { native } from "./native";
import { obot } from "./obot";
import { otlp } from "./otlp";
import { pomerium } from "./pomerium";
import { teleport } from "./teleport";
import { toolhive } from "./toolhive";

export const ADAPTERS: ReadonlyMap<string, Adapter> = new Map(
  [
    native,
    toolhive,
    agentgateway,
    kuadrant,
    envoyAiGateway,
    litellm,
    teleport,
    mcpGatewayRegistry,
    archestra,
    kong,
    obot,
    pomerium,
    contextforge,
    lasso,
    otlp,
  ].map((adapter) => [adapter.format, adapter]),
);

/** The names of all formats, in the order in which they are listed to people. */
export const FORMATS: readonly string[] = [...ADAPTERS.keys()];

export function findAdapter(format: string): Adapter | undefined {
  return ADAPTERS.get(format);
}
