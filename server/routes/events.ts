import { z } from "zod";
import { FORMATS, findAdapter } from "../../lib/calls/adapters/registry";
import { isCloudEvents, readCloudEvents } from "../../lib/calls/cloudevents/cloud-events";
import { FRAME_ERRORS } from "../../lib/calls/ingest-body";
import { countByStatus, INGEST_STATUSES } from "../../lib/calls/ingest-status";
import { DomainError } from "../../lib/errors";
import { byFormat, receiveItems } from "../http/receive-items";
import { readBody } from "../http/read-body";
import { route, type RouteInput } from "../http/route";
import type { KeyHolder } from "../../lib/sources/verify-key";

const answerSchema = z.object({
  results: z.array(
    z.object({
      index: z.number().int(),
      id: z.string().optional(),
      status: z.enum(INGEST_STATUSES),
      reason: z.string().optional(),
    }),
  ),
  stored: z.number().int(),
  duplicate: z.number().int(),
  conflict: z.number().int(),
  ignored: z.number().int(),
  quarantined: z.number().int(),
});

const shared = {
  method: "POST",
  role: "gate",
  access: { kind: "key", scopes: ["events:write", "evidence:write"] },
  response: answerSchema,
} as const;

export const eventRoutes = [
  route({
    ...shared,
    path: "/api/v1/events",
    summary: "Events in the source's own format: JSON object, array or NDJSON",
    handle: (input) => receive(input, input.who.source.format),
  }),
  route({
    ...shared,
    path: "/api/v1/events/{format}",
    summary: "Events in a named format: JSON object, array, NDJSON, or text lines",
    params: z.object({ format: z.string().max(64) }),
    handle: (input) => receive(input, input.params.format),
  }),
];

async function receive(
  { who, request, container }: RouteInput<unknown, unknown, unknown, KeyHolder>,
  format: string,
) {
  const adapter = findAdapter(format);
  if (adapter === undefined) {
    throw new DomainError(
      "not_found",
      `There is no format ${format}; known: ${FORMATS.join(", ")}.`,
    );
  }
  if (isCloudEvents(request.headers)) {
    const results = await receiveItems(container, request, who, async () => {
      const events = readCloudEvents(request.headers, await readBody(request), format);
      if ("error" in events) {
        throw new DomainError(FRAME_ERRORS[events.error.status], events.error.message);
      }
      return byFormat(events.items);
    });
    return { results, ...countByStatus(results) };
  }
  const type = request.headers.get("content-type") ?? "application/json";
  if (/^text\/plain\b/i.test(type) && !adapter.takesText) {
    throw new DomainError(
      "unsupported_media",
      `The format ${format} has no text lines; send JSON.`,
    );
  }
  const results = await receiveItems(container, request, who, async () => [
    { format, body: await readBody(request), contentType: type },
  ]);
  return { results, ...countByStatus(results) };
}
