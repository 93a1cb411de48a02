"use client";
import { TriangleAlert } from "lucide-react";
import { ApiError, isPassing } from "@/lib/api-client";
import { LogReference } from "../layout/failed";
import { useReadyAgain } from "../layout/use-ready-again";
import { Button } from "../ui/button";
import { InertText } from "../ui/inert-text";
import { useColumns } from "./columns-context";

/** In place of calls that could not be read: why, and the way to try again. */
export function FailedRow({ error, retry }: { error: unknown; retry: () => void }) {
  useReadyAgain(isPassing(error), retry);
  const { shown } = useColumns();
  const known = error instanceof ApiError ? error : null;
  return (
    <div
      role="row"
      className="flex h-8 items-center border-b border-line/70 px-4 text-xs @max-[640px]:h-[78px] @max-[640px]:px-3"
    >
      <div
        role="cell"
        aria-colspan={shown.length}
        className="flex min-w-0 flex-1 items-center gap-x-3 @max-[640px]:flex-wrap"
      >
        <TriangleAlert aria-hidden className="size-3.5 shrink-0 text-danger" />
        <span role="alert" className="min-w-0 truncate">
          The calls here could not be read:{" "}
          {known ? <InertText text={known.message} /> : "something went wrong in this page."}
        </span>
        {known?.requestId && <LogReference name="request" id={known.requestId} />}
        <Button size="sm" className="h-6 shrink-0" onClick={retry}>
          Try again
        </Button>
      </div>
    </div>
  );
}
