"use client";
import { Check } from "lucide-react";
import type { CallsAddress } from "@/lib/routes";
import { DEFAULT_FROM, PRESETS } from "@/lib/time-range";
import { cn } from "../ui/cn";
import { CustomRange } from "./custom-range";
import { TypedRange } from "./typed-range";
import type { Zone } from "./use-zone";

/** A range in words, one back from now, or two instants. */
export function TimeRangePanel({
  address,
  zone,
  typed,
  onRange,
}: {
  address: CallsAddress;
  zone: Zone;
  /** What was typed before this could be shown. */
  typed: string;
  onRange: (range: { from: string | undefined; to: string | undefined }) => void;
}) {
  const current = address.to ? null : (address.from ?? DEFAULT_FROM);
  return (
    <>
      <TypedRange zone={zone} begin={typed} onRange={onRange} />
      <ul className="p-1">
        {PRESETS.map(({ from, name }) => (
          <li key={from}>
            <button
              type="button"
              aria-pressed={from === current}
              onClick={() => onRange({ from, to: undefined })}
              className="flex h-8 w-full items-center justify-between rounded-md px-2 text-left hover:bg-hover"
            >
              {name}
              <Check
                aria-hidden
                className={cn("size-3.5 text-accent", from !== current && "invisible")}
              />
            </button>
          </li>
        ))}
      </ul>
      <CustomRange
        key={`${address.from} ${address.to} ${zone.name}`}
        address={address}
        zone={zone}
        onRange={onRange}
      />
    </>
  );
}
