"use client";
import { chosenIn } from "@/lib/calls/filters";
import { onDemand } from "../ui/on-demand";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { FilterButton } from "./filter-button";
import type { SearchProps } from "./search-choices";

const SearchChoices = onDemand(async () => (await import("./search-choices")).SearchChoices);

/** A filter whose values are looked up on the server. */
export function SearchFilter(props: SearchProps) {
  const { name, field, query } = props;
  return (
    <Popover preload={SearchChoices.preload}>
      <PopoverTrigger asChild>
        <FilterButton name={name} count={chosenIn(query, field).count} />
      </PopoverTrigger>
      <PopoverContent aria-label={`Filter by ${name.toLowerCase()}`} className="flex w-72 flex-col">
        <SearchChoices {...props} />
      </PopoverContent>
    </Popover>
  );
}
