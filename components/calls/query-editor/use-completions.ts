"use client";
import { useMemo } from "react";
import {
  type Completion,
  type CompletionPlace,
  ownCompletions,
  withoutTermAtCaret,
} from "@/lib/calls/query-language/complete";
import { type Values, useValues } from "./use-values";

export type Offer = Completion & {
  /** Calls that have it; null where they were not counted. */
  count: number | null;
};

export type Offers = { items: readonly Offer[]; values: Values | null };

/** What the language itself offers, with counts where they are known, then the values that were seen. */
export function useCompletions({
  text,
  place,
  range,
  payload,
}: {
  text: string;
  /** Null: nothing is offered, and nothing asked. */
  place: CompletionPlace | null;
  range: { from: string; to: string };
  payload: boolean;
}): Offers {
  const own = useMemo(() => (place ? ownCompletions(place, payload) : []), [place, payload]);
  const rest = useMemo(() => (place ? withoutTermAtCaret(text, place) : ""), [text, place]);
  const values = useValues(place, rest, range);
  return useMemo(() => ({ items: joined(own, values), values }), [own, values]);
}

/** The words of an enum keep their place in the language where none of them was counted. */
function joined(own: readonly Completion[], values: Values | null): Offer[] {
  const seen = values?.items ?? [];
  const known = new Set(seen.map(({ label, insert }) => `${label} ${insert}`));
  const others = own.filter(({ label, insert }) => !known.has(`${label} ${insert}`));
  return [...seen, ...others.map((one) => ({ ...one, count: null }))];
}
