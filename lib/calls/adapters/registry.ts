// The formats of `POST /api/v1/events/{format}` and `cli import --format`.
import type { Adapter } from "./adapter";
import { agentgateway } from "./agentgateway";
import { native } from "./native";
import { toolhive } from "./toolhive";

export const ADAPTERS: ReadonlyMap<string, Adapter> = new Map(
  [native, toolhive, agentgateway].map((adapter) => [adapter.format, adapter]),
);

/** The names of all formats, in the order in which they are listed to people. */
export const FORMATS: readonly string[] = [...ADAPTERS.keys()];

export function findAdapter(format: string): Adapter | undefined {
  return ADAPTERS.get(format);
}
