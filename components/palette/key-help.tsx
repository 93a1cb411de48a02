"use client";
import { Suspense, useState } from "react";
import { useWindowKeys } from "../layout/use-window-keys";
import { CloseAgain, onDemand } from "../ui/on-demand";

const KeyList = onDemand(async () => (await import("./key-list")).KeyList, CloseAgain);

/** `?` shows which keys there are. */
export function KeyHelp() {
  const [open, setOpen] = useState(false);
  useWindowKeys({
    "?": () => setOpen(true),
  });
  return open ? (
    <Suspense fallback={null}>
      <KeyList onClose={() => setOpen(false)} />
    </Suspense>
  ) : null;
}
