"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { formatsOptions } from "@/lib/sources/options";
import type { SourceView } from "@/lib/sources/view";
import { ConnectLines } from "./connect-lines";
import { FirstEvent } from "./first-event";

/** The lines again, without the key, and whether anything comes. */
export function ConnectTab({ source, deployment }: { source: SourceView; deployment: string }) {
  const { data } = useSuspenseQuery(formatsOptions());
  // As it was when the page was opened: the first event stays on the screen once it is there.
  const [isNew] = useState(source.lastEventAt === null);
  const format = data.items.find((one) => one.format === source.format);
  if (source.revokedAt !== null)
    return (
      <p className="text-ink-2">A revoked source cannot be connected again; make a new one.</p>
    );
  return (
    <>
      {isNew && <FirstEvent id={source.id} name={source.name} />}
      {format === undefined ? (
        <p className="text-ink-2">This version does not read the format {source.format}.</p>
      ) : (
        <ConnectLines address={deployment} source={source.name} format={format} keyText={null} />
      )}
    </>
  );
}
