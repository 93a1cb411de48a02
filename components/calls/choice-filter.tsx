"use client";
import { anyValue, chosenIn, toggleValue } from "@/lib/calls/filters";
import type { FieldName } from "@/lib/calls/query-language/fields";
import {
  Menu,
  MenuCheckboxItem,
  MenuContent,
  MenuItem,
  MenuSeparator,
  MenuTrigger,
} from "../ui/menu";
import type { FilterProps } from "./filter-bar";
import { FilterButton } from "./filter-button";

/** A filter with few known values. */
export function ChoiceFilter<Choice extends string>({
  name,
  field,
  choices,
  render,
  query,
  onQuery,
}: FilterProps & {
  name: string;
  field: FieldName;
  choices: readonly Choice[];
  render: (choice: Choice) => React.ReactNode;
}) {
  const { values, count } = chosenIn(query, field);
  const change = (next: string | null) => next !== null && onQuery(next);
  return (
    <Menu>
      <MenuTrigger asChild>
        <FilterButton name={name} count={count} />
      </MenuTrigger>
      <MenuContent>
        {choices.map((choice) => (
          <MenuCheckboxItem
            key={choice}
            checked={values.includes(choice)}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={() => change(toggleValue(query, field, choice))}
          >
            {render(choice)}
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
      </MenuContent>
    </Menu>
  );
}
