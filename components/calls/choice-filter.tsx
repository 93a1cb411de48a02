"use client";
import { chosenIn } from "@/lib/calls/filters";
import { Menu, MenuContent, MenuTrigger } from "../ui/menu";
import { onDemand } from "../ui/on-demand";
import type { ChoiceProps } from "./choice-items";
import { FilterButton } from "./filter-button";

const ChoiceItems = onDemand(async () => (await import("./choice-items")).ChoiceItems);

/** A filter with few known values. */
export function ChoiceFilter(props: ChoiceProps) {
  const { count } = chosenIn(props.query, props.field);
  return (
    <Menu preload={ChoiceItems.preload}>
      <MenuTrigger asChild>
        <FilterButton name={props.name} count={count} />
      </MenuTrigger>
      <MenuContent>
        <ChoiceItems {...props} />
      </MenuContent>
    </Menu>
  );
}
