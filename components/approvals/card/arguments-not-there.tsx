"use client";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Skeleton } from "../../ui/skeleton";
import { useReading } from "./use-reading";

/** As long as they load nothing is decided. */
export function ArgumentsWaiting() {
  const { open } = useReading();
  return (
    <div role="status" aria-label="Loading the arguments" ref={open("part", "the arguments")}>
      <Skeleton className="h-28 w-full" />
    </div>
  );
}

export function ArgumentsNotRead({ message, retry }: { message: string; retry: () => void }) {
  const { open } = useReading();
  return (
    <div
      role="alert"
      ref={open("part", "the arguments, which could not be read")}
      className="flex flex-wrap items-center gap-3 rounded-md border border-danger/40 px-3 py-2 text-danger"
    >
      <InertText text={message} className="min-w-0 flex-1 wrap-anywhere" />
      <Button size="sm" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}
