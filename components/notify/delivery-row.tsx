"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import type { DeliveryView } from "@/lib/notify/model";
import { requestRetry } from "@/lib/notify/options";
import { relativeTime } from "@/lib/time-range";
import { Ago } from "../ui/ago";
import { Button } from "../ui/button";
import { InertText } from "../ui/inert-text";
import { Cell, Row } from "../ui/plain-table";
import { eventWords } from "./notice-words";

/** One message: what it says, where it goes, how it stands and why. */
export function DeliveryRow({ delivery, now }: { delivery: DeliveryView; now: number }) {
  const { id, title, path, event, channel, attempts, lastError, createdAt } = delivery;
  return (
    <Row>
      <Cell className="w-full min-w-56 py-1.5" title={id}>
        {event === "test" ? (
          <InertText text={title} />
        ) : (
          <>
            <Link
              href={path}
              prefetch={false}
              className="underline decoration-line-strong underline-offset-4 hover:decoration-ink"
            >
              <InertText text={title} />
            </Link>
            <span className="block text-xs text-ink-3">{eventWords(event)}</span>
          </>
        )}
      </Cell>
      <Cell className="max-w-40 truncate text-ink-2">
        <InertText text={channel.name} />
      </Cell>
      <Cell className="min-w-56 py-1.5">
        <Status delivery={delivery} now={now} />
        {lastError && (
          <span className="block text-xs wrap-anywhere text-ink-3">
            <InertText text={lastError} />
          </span>
        )}
      </Cell>
      <Cell numeric>{attempts}</Cell>
      <Cell numeric>
        <Ago iso={createdAt} now={now} />
      </Cell>
    </Row>
  );
}

function Status({ delivery, now }: { delivery: DeliveryView; now: number }) {
  const { status, nextAt, attempts } = delivery;
  if (status === "delivered") return <span>delivered</span>;
  if (status === "dead")
    return (
      <span className="flex items-center gap-2">
        <span className="text-danger">given up</span>
        <Retry delivery={delivery} />
      </span>
    );
  if (attempts === 0 || nextAt === null) return <span>on the way</span>;
  const soon = Date.parse(nextAt) <= now;
  return <span>tried again {soon ? "now" : relativeTime(nextAt, now)}</span>;
}

function Retry({ delivery: { id, event, channel, title } }: { delivery: DeliveryView }) {
  const client = useQueryClient();
  const retrying = useMutation({
    mutationFn: () => requestRetry(id),
    onSettled: () => client.invalidateQueries({ queryKey: ["notify"] }),
  });
  if (event === "test") return null;
  return (
    <Button
      size="sm"
      aria-label={`Try again: ${title}`}
      disabledReason={
        channel.removed ? "Its channel was removed" : retrying.isPending ? "Asking…" : null
      }
      onClick={() => retrying.mutate()}
    >
      Try again
    </Button>
  );
}
