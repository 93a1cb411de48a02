"use client";
import type { SourceView } from "@/lib/sources/view";
import { KeyRound } from "lucide-react";
import { keysOptions } from "@/lib/sources/options";
import { QueryBoundary } from "../../layout/query-boundary";
import { StatePanel } from "../../ui/state-panel";
import { Skeleton } from "../../ui/skeleton";
import { KeyList } from "./key-list";

/** Keys of a source, without their secrets; for those who may change sources. */
export function KeysTab({ source, mayWrite }: { source: SourceView; mayWrite: boolean }) {
  if (!mayWrite)
    return (
      <StatePanel icon={<KeyRound aria-hidden />} title="You may not see its keys">
        <p>
          {source.liveKeys === 1 ? "One key is" : `${source.liveKeys} keys are`} live. Seeing and
          changing keys needs the permission sources:write, which comes with the roles admin and
          owner.
        </p>
      </StatePanel>
    );
  return (
    <QueryBoundary
      queryKey={keysOptions(source.id).queryKey}
      loading={
        <div role="status" aria-label="Loading keys" className="grid gap-3">
          <Skeleton className="h-8 w-40" />
          <Skeleton className="h-20 w-full" />
        </div>
      }
    >
      <KeyList source={source} />
    </QueryBoundary>
  );
}
