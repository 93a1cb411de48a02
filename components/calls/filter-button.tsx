import { ChevronDown } from "lucide-react";
import { buttonStyle } from "../ui/button-style";
import { cn } from "../ui/cn";

/** A filter's button: its name and how many values are chosen. */
export function FilterButton({
  name,
  count,
  ...props
}: React.ComponentProps<"button"> & { name: string; count: number }) {
  return (
    <button
      type="button"
      className={cn(
        buttonStyle({ size: "sm" }),
        "font-normal text-ink-2",
        count > 0 && "border-accent/60 font-medium text-ink",
      )}
      {...props}
    >
      {name}
      {count > 0 && <span className="text-accent tabular-nums">{count}</span>}
      <ChevronDown aria-hidden className="size-3.5 text-ink-3" />
    </button>
  );
}
