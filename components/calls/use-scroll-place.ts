"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { CallListParams } from "@/lib/calls/address";
import { placeOptions } from "@/lib/calls/options";

/** Keeps how far a list was scrolled while another page is open. */
export function useScrollPlace(params: CallListParams) {
  const queries = useQueryClient();
  const { queryKey } = placeOptions(params);
  const initialOffset = () => queries.getQueryData(queryKey) ?? 0;
  const offset = useRef<number>(undefined);
  const leave = useRef(() => {});
  leave.current = () => {
    if (offset.current !== undefined) queries.setQueryData(queryKey, offset.current);
  };
  useEffect(() => () => leave.current(), []);
  return {
    initialOffset,
    onOffset: (pixels: number) => {
      offset.current = pixels;
    },
  };
}
