import type { Panels } from "@/lib/calls/panels";
import { cn } from "../../ui/cn";

/**
 * The place of the panel beside the rows. Its width is decided by style alone, so that the server's page
 * stands as it will stay.
 */
export function FacetsBeside({
  facets,
  withCall,
  children,
}: {
  facets: Panels["facets"];
  /** Whether a call is open on the other side of the rows, which then need the room. */
  withCall: boolean;
  children: React.ReactNode;
}) {
  if (facets === "closed") return null;
  return (
    <div
      className={cn(
        "hidden w-56 shrink-0 flex-col border-r",
        facets === "open"
          ? "min-[1024px]:flex"
          : withCall
            ? "min-[1800px]:flex"
            : "min-[1400px]:flex",
      )}
    >
      {children}
    </div>
  );
}
