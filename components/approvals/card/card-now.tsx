"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { createContext, use } from "react";
import { approvalOptions } from "@/lib/approvals/options";
import { Age } from "../../ui/age";
import { useServerNow } from "../use-server-now";

const CardId = createContext<string | null>(null);
export const CardIdProvider = CardId.Provider;

/** The server's clock on a card, in milliseconds; only what shows it is rendered at each tick. */
export function useCardNow(): number {
  const id = use(CardId);
  if (id === null) throw new Error("There is no card around this.");
  const { data: now } = useSuspenseQuery({ ...approvalOptions(id), select: (one) => one.now });
  return useServerNow(now);
}

export function CardAge({ iso }: { iso: string }) {
  return <Age iso={iso} now={useCardNow()} />;
}
