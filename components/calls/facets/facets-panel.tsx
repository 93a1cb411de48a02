"use client";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useState } from "react";
import { cn } from "../../ui/cn";
import { PANEL_FACETS } from "./facet-fields";
import { type FacetContext, FacetValues } from "./facet-values";

/** What the calls that match have in common. While somebody is inside, the values keep their places. */
export function FacetsPanel({
  context,
  className,
}: {
  context: Omit<FacetContext, "frozen">;
  className?: string;
}) {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const { disabledReason } = context;
  return (
    <section
      aria-label="Facets"
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
      className={cn("min-h-0 overflow-x-hidden overflow-y-auto text-xs", className)}
    >
      <p className="px-3 pt-2 pb-1 text-2xs text-ink-3">
        {disabledReason ?? "Any within a field, all fields together"}
      </p>
      {PANEL_FACETS.map((facet) => (
        <FacetSection
          key={facet.field}
          {...facet}
          context={{ ...context, frozen: pointed || focused }}
        />
      ))}
    </section>
  );
}

function FacetSection({
  field,
  name,
  open: opens,
  context,
}: (typeof PANEL_FACETS)[number] & { context: FacetContext }) {
  const [open, setOpen] = useState(opens);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <div className="relative border-t border-line px-2 pb-1 first-of-type:border-t-0">
      <h2>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex h-8 w-full items-center gap-1.5 rounded px-1 text-left font-medium text-ink-2 hover:text-ink focus-visible:outline-offset-[-2px]"
        >
          <Chevron aria-hidden className="size-3.5 text-ink-3" />
          {name}
        </button>
      </h2>
      {open && <FacetValues field={field} name={name} context={context} />}
    </div>
  );
}
