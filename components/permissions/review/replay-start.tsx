"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DraftView } from "@/lib/policy/drafts/model";
import type { ReplayView } from "@/lib/policy/replay/model";
import { startReplay } from "@/lib/policy/requests";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/notice";
import { SelectField } from "../../ui/select-field";

const PERIODS = [
  { value: "1", name: "The last 24 hours" },
  { value: "7", name: "The last 7 days" },
  { value: "30", name: "The last 30 days" },
  { value: "90", name: "The last 90 days" },
  { value: "days", name: "Between two days…" },
] as const;
const USUAL = "30";
const DAY_MS = 86_400_000;

/** Chooses a period and replays the draft over its calls. */
export function ReplayStart({
  draft,
  last,
  refusal,
}: {
  draft: DraftView;
  last: ReplayView | null;
  /** Why it cannot be replayed as it is. */
  refusal: string | null;
}) {
  const queries = useQueryClient();
  const [period, setPeriod] = useState<string>(USUAL);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const starting = useMutation({
    mutationFn: () => startReplay(draft.id, rangeOf(period, from, to, Date.now())),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["policy-replay", draft.id] }),
  });
  const missing =
    refusal ??
    (period === "days" && (from === "" || to === "" || from > to)
      ? "Say from which day to which"
      : null);
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null && !starting.isPending) starting.mutate();
      }}
    >
      <SelectField
        label="Period"
        compact
        className="w-52"
        options={PERIODS}
        value={period}
        onChange={(event) => setPeriod(event.target.value)}
      />
      {period === "days" && (
        <>
          <Day label="From" value={from} onDay={setFrom} />
          <Day label="Until the end of" value={to} onDay={setTo} />
        </>
      )}
      <Button type="submit" disabledReason={starting.isPending ? "Starting it…" : missing}>
        {last === null ? "Replay" : "Replay again"}
      </Button>
      {starting.error && (
        <div className="w-full">
          <Notice>
            <InertText text={starting.error.message} />
          </Notice>
        </div>
      )}
    </form>
  );
}

function Day({
  label,
  value,
  onDay,
}: {
  label: string;
  value: string;
  onDay: (day: string) => void;
}) {
  return (
    <label className="grid gap-1.5 text-sm font-medium">
      {label} (UTC)
      <Input
        type="date"
        className="w-40 font-normal"
        value={value}
        onChange={(event) => onDay(event.target.value)}
      />
    </label>
  );
}

/** Whole days in UTC, or back from now. */
function rangeOf(
  period: string,
  from: string,
  to: string,
  now: number,
): { from: string; to: string } {
  if (period !== "days") {
    const start = new Date(now - Number(period) * DAY_MS);
    return { from: start.toISOString(), to: new Date(now).toISOString() };
  }
  const end = new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS);
  return { from: `${from}T00:00:00Z`, to: end.toISOString() };
}
