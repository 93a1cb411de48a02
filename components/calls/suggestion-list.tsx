"use client";
import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { type SuggestField, suggestOptions } from "@/lib/calls/options";
import type { Suggestions } from "@/lib/calls/view";
import { markedText } from "@/lib/hostile-text";
import { cn } from "../ui/cn";
import { InertText } from "../ui/inert-text";
import { moveFocus } from "../ui/move-focus";
import { Skeleton } from "../ui/skeleton";

type Suggestion = Suggestions["items"][number];

/** Values that contain the text; chosen ones stay on top whatever is searched. */
export function SuggestionList({
  field,
  text,
  chosen,
  onToggle,
}: {
  field: SuggestField;
  text: string;
  chosen: readonly string[];
  onToggle: (value: string) => void;
}) {
  const { data, error, isPending } = useQuery(suggestOptions(field, text));
  const found = data?.items.filter(({ value }) => !chosen.includes(value)) ?? [];
  const picked = [...new Set(chosen)].map(
    (value) =>
      data?.items.find((item) => item.value === value) ?? { value, label: value, detail: null },
  );
  return (
    <div className="h-64 overflow-auto p-1" onKeyDown={moveFocus}>
      <ul>
        {[...picked, ...found].map((item) => (
          <SuggestionItem
            key={item.value}
            item={item}
            chosen={chosen.includes(item.value)}
            onToggle={onToggle}
          />
        ))}
      </ul>
      {isPending && <Skeleton className="m-2 h-4 w-32" />}
      {error && <p className="p-2 text-xs text-danger">{error.message}</p>}
      {data && found.length === 0 && picked.length === 0 && (
        <p className="p-2 text-xs text-ink-3">
          {text === "" ? "No value has been seen yet" : `No value contains “${text}”`}
        </p>
      )}
    </div>
  );
}

function SuggestionItem({
  item: { value, label, detail },
  chosen,
  onToggle,
}: {
  item: Suggestion;
  chosen: boolean;
  onToggle: (value: string) => void;
}) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={chosen}
        title={markedText(value)}
        onClick={() => onToggle(value)}
        className="flex min-h-8 w-full items-center gap-2 rounded-md px-2 py-1 text-left hover:bg-hover focus-visible:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <Check
          aria-hidden
          className={cn("size-3.5 shrink-0 text-accent", !chosen && "invisible")}
        />
        <InertText text={label} className="min-w-0 truncate" />
        {detail && (
          <InertText
            text={detail}
            className="ml-auto min-w-0 shrink-[2] truncate text-2xs text-ink-3"
          />
        )}
      </button>
    </li>
  );
}
