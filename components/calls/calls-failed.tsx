"use client";
import { CalendarX2, Unlink } from "lucide-react";
import type { RangeProblem } from "@/lib/calls/address";
import { ApiError } from "@/lib/api-client";
import { Failed } from "../layout/failed";
import { Button } from "../ui/button";
import { StatePanel } from "../ui/state-panel";
import type { Go } from "./use-calls-address";

/** Why the list could not be read, with what mends it: asking again helps no broken address. */
export function CallsFailed({ error, retry, go }: { error: unknown; retry: () => void; go: Go }) {
  const wrong = error instanceof ApiError ? error.fields.map(({ path }) => path) : [];
  if (wrong.some((path) => /^\/?(from|to)$/.test(path)))
    return <BrokenRange problem="unreadable" go={go} />;
  if (wrong.some((path) => /^\/?cursor$/.test(path)))
    return (
      <StatePanel
        role="alert"
        icon={<Unlink aria-hidden />}
        title="This link names no page of the list"
        actions={<Button onClick={() => go({ cursor: undefined })}>Go to the newest page</Button>}
      >
        <p>Perhaps it was cut off. The query and the time range in it are kept.</p>
      </StatePanel>
    );
  return <Failed error={error} retry={retry} />;
}

/** The address has a time range that nothing can be in. */
export function BrokenRange({ problem, go }: { problem: RangeProblem; go: Go }) {
  const inverted = problem === "inverted";
  return (
    <StatePanel
      role="alert"
      icon={<CalendarX2 aria-hidden />}
      title={inverted ? "The time range ends before it starts" : "The time range cannot be read"}
      actions={
        <Button onClick={() => go({ from: undefined, to: undefined })}>Reset the time range</Button>
      }
    >
      <p>
        {inverted
          ? "No call can be in it."
          : "A start or end is a time such as 2026-11-20T10:00:00Z, or a time back from now such as -24h."}
      </p>
    </StatePanel>
  );
}
