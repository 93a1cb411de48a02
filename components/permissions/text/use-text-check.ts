"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { checkOptions } from "@/lib/policy/options";
import { useSettled } from "../../ui/use-settled";
import { problemsOf } from "./text-problems";

/** How long nobody types before the text is checked. */
const PAUSE_MS = 500;

/** What is wrong with the text as it is being written, some moments behind it; quiet when it cannot be told. */
export function useTextCheck(text: string, base: number) {
  const settled = useSettled(text, PAUSE_MS);
  const { data, isError } = useQuery(checkOptions(settled, base));
  return {
    review: data,
    problems: useMemo(() => (data ? problemsOf(data) : []), [data]),
    /** What is said is of an earlier text. */
    behind: settled !== text,
    failed: isError,
  };
}
