"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { callsInWords } from "@/lib/exports/model";
import { countOptions } from "@/lib/exports/options";
import type { BlockedWhat } from "@/lib/policy/block-choices";
import { blockQuery } from "@/lib/policy/block-query";
import { routes } from "@/lib/routes";
import { DEFAULT_FROM } from "@/lib/time-range";

/** How many calls of the last 24 hours a block would have hit, with the way to them. */
export function BlockReach({ what }: { what: BlockedWhat }) {
  const q = blockQuery(what);
  const counting = useQuery({
    ...countOptions({ q: q ?? "", from: DEFAULT_FROM, to: "" }),
    enabled: q !== null,
  });
  return (
    <p role="status" className="min-h-5 text-sm text-ink-2">
      {q === null ? (
        "What it would have hit cannot be counted: no call is of this kind."
      ) : counting.error ? (
        "What it would have hit could not be counted."
      ) : counting.data === undefined ? (
        "Counting what it would have hit…"
      ) : (
        <>
          In the last 24 hours it would have hit{" "}
          <Link
            href={routes.calls({ q })}
            target="_blank"
            prefetch={false}
            className="font-medium text-ink underline underline-offset-2"
          >
            {callsInWords(counting.data)}
          </Link>
          .
        </>
      )}
    </p>
  );
}
