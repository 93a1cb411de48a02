"use client";
import { useQuery } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import type { AdminLogParams } from "@/lib/access/admin-log-address";
import { adminLogOptions } from "@/lib/access/options";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";

/** Asks for the page again, since records do not appear under the reader's eyes; says when it could not. */
export function RefreshLog({ params }: { params: AdminLogParams }) {
  // Only watched here: the list itself asks.
  const page = useQuery({ ...adminLogOptions(params), enabled: false });
  const { isFetching, isError, dataUpdatedAt, refetch } = page;
  return (
    <>
      <span role="status" className="min-w-0 truncate text-xs text-danger">
        {isError && dataUpdatedAt > 0 && "could not refresh"}
      </span>
      <Button
        variant="ghost"
        aria-label="Refresh"
        title="Read this page again"
        className="w-8 px-0"
        onClick={() => void refetch()}
      >
        <RotateCw aria-hidden className={cn("size-4", isFetching && "animate-spin")} />
      </Button>
    </>
  );
}
