"use client";
import { useSyncExternalStore } from "react";
import { Splitter } from "../../ui/splitter";

const USUAL = 544;
const MIN = 360;
/** Of the window; beside the navigation the style leaves the list its share too. */
const MOST = 0.7;

/** Without a width that was chosen: half of the room, and no more than is read well. */
export function drawerStyle(
  width: number | undefined,
): React.CSSProperties & { "--drawer": string } {
  return { "--drawer": width === undefined ? `min(${USUAL}px, 50%)` : `${width}px` };
}

/** The drawer's left edge, which makes it wider and narrower where it stands beside the list. */
export function DrawerEdge({
  width = USUAL,
  onWidth,
}: {
  width: number | undefined;
  onWidth: (width: number) => void;
}) {
  const max = useSyncExternalStore(onResize, widest, () => USUAL);
  return (
    <Splitter
      label="Width of the call"
      value={width}
      min={MIN}
      max={Math.max(MIN, max)}
      initial={USUAL}
      grows="left"
      onPreview={(wanted, edge) => {
        const drawer = edge.closest<HTMLElement>("aside");
        drawer?.style.setProperty("--drawer", `${wanted}px`);
      }}
      onChange={onWidth}
      className="absolute inset-y-0 -left-2 hidden lg:block"
    />
  );
}

const widest = () => Math.round(window.innerWidth * MOST);

function onResize(changed: () => void) {
  window.addEventListener("resize", changed);
  return () => window.removeEventListener("resize", changed);
}
