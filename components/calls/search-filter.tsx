"use client";
import { useDeferredValue, useState } from "react";
import { anyValue, chosenIn, toggleValue } from "@/lib/calls/filters";
import type { SuggestField } from "@/lib/calls/options";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import type { FilterProps } from "./filter-bar";
import { FilterButton } from "./filter-button";
import { SuggestionList } from "./suggestion-list";

/** A filter whose values are looked up on the server. */
export function SearchFilter({
  name,
  field,
  query,
  onQuery,
}: FilterProps & { name: string; field: SuggestField }) {
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim());
  const { values, count } = chosenIn(query, field);
  const change = (next: string | null) => next !== null && onQuery(next);
  return (
    <Popover onOpenChange={() => setText("")}>
      <PopoverTrigger asChild>
        <FilterButton name={name} count={count} />
      </PopoverTrigger>
      <PopoverContent aria-label={`Filter by ${name.toLowerCase()}`} className="flex w-72 flex-col">
        <div className="border-b p-1.5">
          <Input
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "ArrowDown") return;
              event.preventDefault();
              event.currentTarget
                .closest("[role=dialog]")
                ?.querySelector<HTMLElement>("li button")
                ?.focus();
            }}
            aria-label={`Search ${name.toLowerCase()}`}
            placeholder={`Search ${name.toLowerCase()}…`}
            spellCheck={false}
            autoComplete="off"
          />
        </div>
        <SuggestionList
          field={field}
          text={wanted}
          chosen={values}
          onToggle={(value) => change(toggleValue(query, field, value))}
        />
        <div className="border-t p-1.5">
          <Button
            size="sm"
            variant="ghost"
            disabledReason={count === 0 ? "Nothing is chosen" : null}
            onClick={() => change(anyValue(query, field))}
          >
            Any {name.toLowerCase()}
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  );
}
