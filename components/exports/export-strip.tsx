"use client";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useEffect } from "react";
import { openJobsOptions } from "@/lib/jobs/options";
import { onDemand } from "../ui/on-demand";
import { rememberExport, useBegunExports } from "./begun-exports";

const OneExport = onDemand(async () => (await import("./one-export")).OneExport);

/** The member's exports: how far they are, and what the finished files must be. */
export function ExportStrip() {
  const { data } = useQuery(openJobsOptions());
  const ids = useBegunExports();
  const open = data?.items.filter(({ kind }) => kind === "export");
  // Those that were begun before the page was loaded are followed too.
  useEffect(() => open?.forEach(({ id }) => rememberExport(id)));
  if (ids.length === 0) return null;
  return (
    <section aria-label="Exports" className="divide-y border-t bg-surface">
      {ids.map((id) => (
        <Suspense key={id} fallback={<div className="h-10" />}>
          <OneExport id={id} />
        </Suspense>
      ))}
    </section>
  );
}
