"use client";
import { anyValue, chosenIn, toggleValue } from "@/lib/calls/filters";
import type { FieldName } from "@/lib/calls/query-language/fields";
import { MenuCheckboxItem, MenuItem, MenuSeparator } from "../ui/menu-items";
import type { FilterProps } from "./filter-bar";

export type ChoiceProps = FilterProps & {
  name: string;
  field: FieldName;
  /** Each value, and how it is shown. */
  choices: readonly { value: string; shown: React.ReactNode }[];
};

/** The values of a filter, each on or off. */
export function ChoiceItems({ name, field, choices, query, onQuery }: ChoiceProps) {
  const { values, count } = chosenIn(query, field);
  const change = (next: string | null) => next !== null && onQuery(next);
  return (
    <>
      {choices.map(({ value, shown }) => (
        <MenuCheckboxItem
          key={value}
          checked={values.includes(value)}
          onSelect={(event) => event.preventDefault()}
          onCheckedChange={() => change(toggleValue(query, field, value))}
        >
          {shown}
        </MenuCheckboxItem>
      ))}
      <MenuSeparator />
      <MenuItem
        disabled={count === 0}
        onSelect={() => change(anyValue(query, field))}
        className="text-ink-2 data-disabled:opacity-50"
      >
        Any {name.toLowerCase()}
      </MenuItem>
    </>
  );
}
