"use client";
import { useEffect } from "react";
import { useUnloadGuard } from "../edits/use-unload-guard";

const QUESTION =
  "Your text is not saved. It is kept while this tab is open; leave it unsaved for now?";

/** While `active`: closing the tab, loading it anew and following a link ask first. */
export function useLeaveGuard(active: boolean): void {
  useUnloadGuard(active);
  useEffect(() => {
    if (!active) return;
    const onClick = (event: MouseEvent) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || link.target === "_blank") return;
      if (new URL(link.href).pathname === location.pathname || confirm(QUESTION)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener("click", onClick, true);
    return () => document.removeEventListener("click", onClick, true);
  }, [active]);
}
