"use client";
import { useDeferredValue, useState } from "react";
import { anyValue, chosenIn, toggleValue } from "@/lib/calls/filters";
import type { SuggestField } from "@/lib/calls/options";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import type { FilterProps } from "./filter-bar";
import { SuggestionList } from "./suggestion-list";

export type SearchProps = FilterProps & { name: string; field: SuggestField };

/** The values that contain what is typed, each on or off. */
export function SearchChoices({ name, field, query, onQuery }: SearchProps) {
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim());
  const { values, count } = chosenIn(query, field);
  const change = (next: string | null) => next !== null && onQuery(next);
  return (
    <>
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
    </>
  );
}
