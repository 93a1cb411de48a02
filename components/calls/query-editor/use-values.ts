"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { FACET_FIELDS, type Facet, type FacetField } from "@/lib/calls/facets/model";
import { type CountedView, facetOptions } from "@/lib/calls/facets/options";
import { suggestOptions } from "@/lib/calls/options";
import { type CompletionPlace, valueCompletion } from "@/lib/calls/query-language/complete";
import type { Suggestions } from "@/lib/calls/view";
import { useSettled } from "../../ui/use-settled";
import type { Offer } from "./use-completions";

export type Values = {
  items: readonly Offer[];
  /** What the values are, that they are still looked for, or why they could not be. */
  note: string;
  failed: boolean;
};

/** Nobody reads more; typing narrows them. */
const MOST = 100;
/** How long nobody types before values are asked for. */
const PAUSE_MS = 200;

type Wanted = { field: FacetField | "person"; typed: string; rest: string };

/** Real values for the place of the caret; null where the field has none that could be listed. */
export function useValues(
  place: CompletionPlace | null,
  rest: string,
  { from, to }: { from: string; to: string },
): Values | null {
  const field = place ? listedField(place) : null;
  const typed = place?.typed.trim() ?? "";
  const wanted = useMemo(() => (field ? { field, typed, rest } : null), [field, typed, rest]);
  const settled = useSettled(wanted, PAUSE_MS);
  // What was asked for another field says nothing about this one.
  const asked = settled && settled.field === wanted?.field ? settled : null;
  const view = { q: asked?.rest ?? "", from, to };
  const counted = useQuery(countedOptions(asked, view));
  const named = useQuery({
    ...suggestOptions("caller", asked?.typed ?? ""),
    enabled: asked?.field === "person",
  });
  if (!wanted) return null;
  const items = asked ? offersOf(asked.field === "person" ? named.data : counted.data) : [];
  const { error, isPlaceholderData } = wanted.field === "person" ? named : counted;
  const looking = asked !== wanted || isPlaceholderData || (items === null && !error);
  const found = (items ?? []).filter((one) => mentions(one, wanted.typed));
  return {
    items: found.slice(0, MOST),
    failed: error !== null && !looking,
    note: noteOf({ wanted, found, looking, error, counted: counted.data }),
  };
}

function listedField({ expected }: CompletionPlace): Wanted["field"] | null {
  if (expected.kind !== "value" || expected.inside) return null;
  if (expected.field === "person") return "person";
  return FACET_FIELDS.find((one) => one === expected.field) ?? null;
}

function countedOptions(asked: Wanted | null, view: CountedView) {
  const field = asked && asked.field !== "person" ? asked.field : null;
  return {
    ...facetOptions(view, field ?? "caller", asked?.typed),
    enabled: field !== null,
    placeholderData: (before: Facet | undefined) =>
      before?.field === field ? keepPreviousData(before) : undefined,
  };
}

/** Null: nothing is known yet. */
function offersOf(answer: Facet | Suggestions | undefined): Offer[] | null {
  if (!answer) return null;
  if ("items" in answer) {
    const persons = answer.items.filter(({ value }) => value.startsWith("person:"));
    return persons.map(({ value, label }) => ({
      ...valueCompletion(value.slice("person:".length)),
      detail: label,
      count: null,
    }));
  }
  return answer.values.flatMap(({ value, label, detail, count }) => {
    if (value === null) return [];
    const { insert } = valueCompletion(value);
    const more = detail ?? (label === value ? "" : value);
    return [{ label, detail: more, insert, count }];
  });
}

function mentions({ label, detail, insert }: Offer, typed: string): boolean {
  const wanted = typed.toLowerCase();
  return [label, detail, insert].some((text) => text.toLowerCase().includes(wanted));
}

function noteOf({
  wanted,
  found,
  looking,
  error,
  counted,
}: {
  wanted: Wanted;
  found: readonly Offer[];
  looking: boolean;
  error: Error | null;
  counted: Facet | undefined;
}): string {
  if (looking) return "Looking for values…";
  if (error) return `Values could not be read: ${error.message}`;
  const where =
    wanted.rest === "" ? "in the time range" : "in the time range, with the rest of the query";
  if (found.length === 0) {
    return wanted.typed === "" ? `No value ${where}.` : `No value ${where} contains this text.`;
  }
  if (wanted.field === "person") return "People of the directory.";
  if (counted?.searchedTo) return `Still counting calls ${where}…`;
  const more = counted?.more || found.length > MOST ? " There are more: type to narrow them." : "";
  return `Calls ${where}.${more}`;
}
