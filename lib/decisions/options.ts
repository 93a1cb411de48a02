// What the console asks about decisions and blocks; keys are shared with the server's prefetch.
import { queryOptions } from "@tanstack/react-query";
import { askApi } from "../api-client";
import { type CallPolicy, callPolicySchema } from "../calls/policy-view";
import { blocksPage } from "../policy/block-view";
import type { DecisionsAddress } from "../routes";
import { decisionsPage } from "./view";

/** One page, newest first. */
export function decisionsOptions(address: DecisionsAddress) {
  return queryOptions({
    staleTime: 5_000,
    queryKey: ["decisions", "list", address],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams();
      for (const [key, value] of Object.entries(address)) if (value) query.set(key, value);
      return askApi(`/decisions?${query}`, decisionsPage, { signal });
    },
  });
}

/** What decided about a call, and what the policy in force would say of it now. */
export function callPolicyOptions(id: string) {
  return queryOptions({
    queryKey: ["calls", "policy", id],
    queryFn: ({ signal }) =>
      askApi(`/calls/${encodeURIComponent(id)}/policy`, callPolicySchema, { signal }),
  });
}

/** The same with the call's arguments. Needs `payload:read`; each look is recorded. */
export function tryCallPolicy(id: string): Promise<CallPolicy> {
  return askApi(`/calls/${encodeURIComponent(id)}/policy`, callPolicySchema, { post: {} });
}

/** Blocks, those that stand first. They are few, and others set and lift them too. */
export function blocksOptions() {
  return queryOptions({
    staleTime: 2_000,
    queryKey: BLOCKS,
    queryFn: ({ signal, client }) => {
      const background = client.getQueryData(BLOCKS) !== undefined;
      return askApi("/blocks", blocksPage, { signal, background });
    },
    refetchInterval: 10_000,
  });
}

const BLOCKS = ["blocks"] as const;
