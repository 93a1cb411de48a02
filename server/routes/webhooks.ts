import { z } from "zod";
import type { CommandContext } from "../../lib/access/command";
import type { Viewer } from "../../lib/access/viewer";
import type { Container } from "../../lib/container";
import { createChannel } from "../../lib/notify/create-channel";
import { listChannels, listDeliveries } from "../../lib/notify/list-channels";
import {
  channelChanges,
  channelInput,
  channelListSchema,
  deliveryPageSchema,
  OUTBOX_STATUSES,
  rotatedSecretSchema,
  testOutcomeSchema,
} from "../../lib/notify/model";
import { removeChannel } from "../../lib/notify/remove-channel";
import { retryDelivery } from "../../lib/notify/retry-delivery";
import { rotateSecret } from "../../lib/notify/rotate-secret";
import { testChannel } from "../../lib/notify/test-channel";
import { updateChannel } from "../../lib/notify/update-channel";
import { route } from "../http/route";

const access = { kind: "member", permission: "webhooks:write" } as const;
const byId = z.object({ id: z.string().max(64) });

function contextOf(input: {
  container: Container;
  who: Viewer;
  requestId: string;
}): CommandContext {
  const actor = { kind: "member", viewer: input.who } as const;
  return { pool: input.container.console, actor, requestId: input.requestId };
}

export const webhookRoutes = [
  route({
    method: "GET",
    path: "/api/v1/webhooks",
    role: "console",
    access,
    summary: "Channels that are told: webhooks, Slack and e-mail",
    response: channelListSchema,
    handle: async ({ container }) => ({
      items: await listChannels(container.console.sql),
      next: null,
      emailReady: container.env.smtpUrl !== undefined,
    }),
  }),
  route({
    method: "POST",
    path: "/api/v1/webhooks",
    role: "console",
    access,
    summary: "Create a channel; a webhook's signing secret is shown once",
    body: channelInput,
    response: z.object({ id: z.string(), secret: z.string().nullable() }),
    status: 201,
    handle: (input) => createChannel(input.container)(contextOf(input), input.body),
  }),
  route({
    method: "PUT",
    path: "/api/v1/webhooks/{id}",
    role: "console",
    access,
    summary: "Change a channel's name, address or what it is told; members left out stay",
    params: byId,
    body: channelChanges,
    response: byId,
    handle: async (input) => {
      const changes = { ...input.body, ...input.params };
      const { id } = await updateChannel(input.container)(contextOf(input), changes);
      return { id };
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/webhooks/{id}/rotate",
    role: "console",
    access,
    summary: "Give a webhook a new signing secret, shown once; the old one signs too for 24 hours",
    params: byId,
    response: rotatedSecretSchema,
    handle: async (input) => {
      const made = await rotateSecret(input.container)(contextOf(input), input.params);
      const { id, secret, previousSecretUntil } = made;
      return { id, secret, previousSecretUntil };
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/webhooks/{id}/test",
    role: "console",
    access,
    summary: "Send a test message now and say what came of it",
    params: byId,
    response: testOutcomeSchema,
    handle: (input) => testChannel(input.container, contextOf(input), input.params),
  }),
  route({
    method: "POST",
    path: "/api/v1/webhooks/{id}/remove",
    role: "console",
    access,
    summary: "Remove a channel; needs a reason",
    params: byId,
    body: z.strictObject({ reason: z.string() }),
    response: z.object({ id: z.string(), name: z.string() }),
    handle: (input) => removeChannel(contextOf(input), { ...input.body, ...input.params }),
  }),
  route({
    method: "GET",
    path: "/api/v1/deliveries",
    role: "console",
    access,
    summary: "Messages to channels, newest first, with attempts and the last error",
    query: z.strictObject({
      status: z.enum(OUTBOX_STATUSES).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(64).optional(),
    }),
    response: deliveryPageSchema,
    handle: ({ container, query }) => listDeliveries(container.console.sql, query),
  }),
  route({
    method: "POST",
    path: "/api/v1/deliveries/{id}/retry",
    role: "console",
    access,
    summary: "Try a dead message again, for another day",
    params: byId,
    response: byId,
    handle: (input) => retryDelivery(contextOf(input), input.params),
  }),
];
