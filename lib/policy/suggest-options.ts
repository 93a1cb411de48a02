// Whom a rule could name: what the directory knows that fits what is typed.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { askApi } from "../api-client";
import { subjectSuggestions } from "./suggest-view";

export function subjectSuggestionsOptions(q: string) {
  return queryOptions({
    queryKey: ["policy", "subjects", q],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      askApi(`/policy/subjects?${new URLSearchParams({ q })}`, subjectSuggestions, { signal }),
    select: ({ items }) => items,
  });
}
