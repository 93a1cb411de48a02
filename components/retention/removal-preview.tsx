"use client";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { byteSize } from "@/lib/byte-size";
import { RETENTION_KINDS, type RetentionKind, type RetentionPreview } from "@/lib/retention/model";
import { retentionPreviewOptions } from "@/lib/retention/options";

/** What a shortening removes, before it is saved. */
export function RemovalPreview({ kind, days }: { kind: RetentionKind; days: number }) {
  const shown = useDeferredValue(days);
  const { data, error } = useQuery(retentionPreviewOptions(kind, shown));
  return (
    <div role="status" className="min-h-16 rounded-md border bg-sunken px-3 py-2.5 text-sm">
      {error ? (
        <p className="text-danger">{error.message}</p>
      ) : data === undefined || shown !== days ? (
        <p className="text-ink-3">Counting what would go…</p>
      ) : (
        <Told kind={kind} preview={data} />
      )}
    </div>
  );
}

function Told({ kind, preview }: { kind: RetentionKind; preview: RetentionPreview }) {
  const { weeks, calls, bytes, oldestKept } = preview;
  const title = RETENTION_KINDS[kind].title.toLowerCase();
  if (weeks === 0 && calls === 0)
    return <p className="text-ink-2">Nothing is that old: nothing is removed now.</p>;
  return (
    <>
      <p className="font-medium">
        {kind === "quarantine"
          ? `Removes ${counted(calls, "record")} (${byteSize(bytes)}) within seconds.`
          : `Removes the ${title} of ${counted(weeks, "week")}: ${counted(calls, "call")}, ${byteSize(bytes)}, within seconds.`}
      </p>
      <p className="text-ink-2">
        {oldestKept === null ? "Nothing remains." : `The oldest day that remains is ${oldestKept}.`}
      </p>
    </>
  );
}

const counted = (n: number, noun: string) =>
  `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
