"use client";
import { useState } from "react";
import type { CallsAddress } from "@/lib/routes";
import { fromInputValue, isInstant, toInputValue } from "@/lib/time-range";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import type { Zone } from "./use-zone";

/** From one instant up to, and without, another, in the zone of the page. */
export function CustomRange({
  address,
  zone,
  onRange,
}: {
  address: CallsAddress;
  zone: Zone;
  onRange: (range: { from: string | undefined; to: string | undefined }) => void;
}) {
  const shown = (iso: string | undefined) =>
    iso && isInstant(iso) ? toInputValue(iso, zone.mode) : "";
  const [from, setFrom] = useState(shown(address.from));
  const [to, setTo] = useState(shown(address.to));
  const start = fromInputValue(from, zone.mode);
  const end = fromInputValue(to, zone.mode);
  const reason = whyNot(start, end);
  return (
    <form
      className="grid gap-2 border-t p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason === null) onRange({ from: start ?? undefined, to: end ?? undefined });
      }}
    >
      <p className="text-2xs text-ink-3">From and to, in {zone.name}</p>
      <Input
        type="datetime-local"
        step={1}
        aria-label={`From, ${zone.name}`}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <Input
        type="datetime-local"
        step={1}
        aria-label={`To, ${zone.name}`}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <Button type="submit" variant="primary" disabledReason={reason}>
        Show this range
      </Button>
      {reason !== null && <p className="text-2xs text-ink-3">{reason}</p>}
    </form>
  );
}

function whyNot(start: string | null, end: string | null): string | null {
  if (start === null && end === null) return "Enter a start, an end, or both";
  return start !== null && end !== null && start >= end ? "The start must be before the end" : null;
}
