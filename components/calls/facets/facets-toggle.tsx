"use client";
import { ListFilter } from "lucide-react";
import { useState } from "react";
import type { Panels } from "@/lib/calls/panels";
import { Button } from "../../ui/button";
import { Sheet } from "../../ui/sheet";
import { useMedia } from "../use-media";

/** Where there is room for the panel beside the rows, and where it opens by itself. */
const BESIDE = "(min-width: 1024px)";
const ROOMY = "(min-width: 1400px)";
const ROOMY_WITH_CALL = "(min-width: 1800px)";

/** Whether the panel stands beside the rows; `auto`: where there is room. */
export function useFacetsBeside(facets: Panels["facets"], withCall: boolean): boolean {
  const beside = useMedia(BESIDE);
  const roomy = useMedia(withCall ? ROOMY_WITH_CALL : ROOMY);
  return beside && (facets === "auto" ? roomy : facets === "open");
}

/** Opens and closes the panel; where there is no room beside the rows, it is a sheet over them. */
export function FacetsToggle({
  open,
  onOpen,
  panel,
}: {
  open: boolean;
  onOpen: (open: boolean) => void;
  panel: React.ReactNode;
}) {
  const beside = useMedia(BESIDE);
  const [opened, setOpened] = useState(false);
  const button = {
    size: "sm",
    className: "font-normal text-ink-2 aria-pressed:bg-selected aria-pressed:text-ink",
  } as const;
  const face = (
    <>
      <ListFilter aria-hidden className="size-3.5 text-ink-3" />
      Facets
    </>
  );
  if (beside)
    return (
      <Button {...button} aria-pressed={open} onClick={() => onOpen(!open)}>
        {face}
      </Button>
    );
  return (
    <Sheet
      label="Facets"
      trigger={(show) => (
        <Button
          {...button}
          onClick={() => {
            setOpened(true);
            show();
          }}
        >
          {face}
        </Button>
      )}
    >
      {opened && panel}
    </Sheet>
  );
}
