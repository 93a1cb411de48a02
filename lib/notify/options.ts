// What the console asks about notifications, and what it asks to be done.
import { type InfiniteData, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { askApi } from "../api-client";
import {
  type ChannelChanges,
  type ChannelInput,
  channelListSchema,
  deliveryPageSchema,
  rotatedSecretSchema,
  testOutcomeSchema,
} from "./model";

const WATCH_MS = 5_000;

export function channelsOptions() {
  return queryOptions({
    queryKey: ["notify", "channels"],
    queryFn: ({ signal }) => askApi("/webhooks", channelListSchema, { signal }),
  });
}

/** Messages, newest first; read again by itself while some are on their way. */
export function deliveriesOptions() {
  return infiniteQueryOptions({
    queryKey: ["notify", "deliveries"],
    initialPageParam: "",
    queryFn: ({ client, queryKey, signal, pageParam }) => {
      const read = client.getQueryData<InfiniteData<unknown>>(queryKey);
      const background = read?.pageParams.includes(pageParam) ?? false;
      const query = new URLSearchParams({ limit: "25", ...(pageParam && { cursor: pageParam }) });
      return askApi(`/deliveries?${query}`, deliveryPageSchema, { signal, background });
    },
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(({ status }) => status === "waiting"))
        ? WATCH_MS
        : false,
  });
}

const created = z.object({ id: z.string(), secret: z.string().nullable() });
const done = z.object({ id: z.string() });

export const requestChannel = (input: ChannelInput) =>
  askApi("/webhooks", created, { post: input });

export const requestChange = (id: string, put: ChannelChanges) =>
  askApi(`/webhooks/${encodeURIComponent(id)}`, done, { put });

export const requestSecret = (id: string) =>
  askApi(`/webhooks/${encodeURIComponent(id)}/rotate`, rotatedSecretSchema, { post: {} });

export const requestTest = (id: string) =>
  askApi(`/webhooks/${encodeURIComponent(id)}/test`, testOutcomeSchema, { post: {} });

export const requestRemoval = (id: string, reason: string) =>
  askApi(`/webhooks/${encodeURIComponent(id)}/remove`, done, { post: { reason } });

export const requestRetry = (id: string) =>
  askApi(`/deliveries/${encodeURIComponent(id)}/retry`, done, { post: {} });
