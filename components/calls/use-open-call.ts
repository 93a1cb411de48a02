"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { CallListParams } from "@/lib/calls/address";
import { neighboursOptions } from "@/lib/calls/options";
import type { CallWindow } from "./use-call-window";
import type { RowLook } from "./use-row-look";

/**
 * Brings the open call into view, once for each that is opened and once more where rows look another
 * way beside the drawer that comes with it; and tells the drawer what is beside the call.
 */
export function useOpenCall(
  params: CallListParams,
  openId: string | null,
  { virtual, look, indexOf, rowAt, keep, cursorAt }: CallWindow,
) {
  const queries = useQueryClient();
  const shown = useRef<{ id: string; look: RowLook }>(null);
  const at = openId === null ? -1 : indexOf(openId);
  const newer = rowAt(at - 1)?.id ?? null;
  const older = rowAt(at + 1)?.id ?? null;
  const cursor = at === -1 ? null : cursorAt(at);
  useEffect(() => {
    if (openId === null || at === -1) return;
    const { queryKey } = neighboursOptions(params);
    queries.setQueryData(queryKey, { id: openId, newer, older, cursor });
  }, [queries, params, openId, at, newer, older, cursor]);
  useEffect(() => {
    if (openId === null || at === -1) return;
    keep(at);
    if (shown.current?.id === openId && shown.current.look === look) return;
    shown.current = { id: openId, look };
    virtual.scrollToIndex(at, { align: "auto" });
  });
}
