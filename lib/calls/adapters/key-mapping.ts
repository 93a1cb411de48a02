// What an admin says of the keys that an operator chose in a gateway's log: which of them holds what.
import { z } from "zod";

/** The fields of a call record that a source's own keys may fill. */
export const MAPPABLE_FIELDS = [
  "id",
  "time",
  "caller.iss",
  "caller.sub",
  "caller.email",
  "caller.name",
  "caller.groups",
  "caller.tenant",
  "client.id",
  "client.name",
  "session.id",
  "server.name",
  "server.resource",
  "tool.name",
  "tool.arguments",
  "downstream.kind",
  "downstream.iss",
  "downstream.sub",
  "downstream.account",
  "downstream.tenant",
  "downstream.credential.id",
  "downstream.credential.owner",
  "result",
  "network.clientIp",
  "trace.requestId",
  "trace.traceId",
] as const;
export type MappableField = (typeof MAPPABLE_FIELDS)[number];

/** Record field -> the gateway's key: the literal key first, else a dotted path to it. */
export const keyMappingSchema = z.partialRecord(
  z.enum(MAPPABLE_FIELDS),
  z.string().min(1).max(256),
);
export type KeyMapping = z.infer<typeof keyMappingSchema>;
