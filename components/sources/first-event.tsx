"use client";
import { useQuery } from "@tanstack/react-query";
import { Check, CircleAlert, LoaderCircle } from "lucide-react";
import Link from "next/link";
import { routes } from "@/lib/routes";
import { arrivalsOptions } from "@/lib/sources/options";
import type { ArrivalsView } from "@/lib/sources/view";
import { IdentityPair } from "../identity/identity-pair";
import { InertText } from "../ui/inert-text";
import { buttonStyle } from "../ui/button-style";
import { totalOf } from "./status-words";

/** Waits for the first event and says at once what came: the call with its verdict, or why there is none. */
export function FirstEvent({ id, name }: { id: string; name: string }) {
  const { data, error } = useQuery(arrivalsOptions(id));
  return (
    <section
      aria-label="First event"
      role="status"
      className="@container/pairs grid min-h-24 grid-cols-[minmax(0,1fr)] content-center gap-3 rounded-lg border bg-canvas p-4"
    >
      {data?.call ? (
        <Received call={data.call} id={id} name={name} />
      ) : data && data.quarantined.length > 0 ? (
        <Refused id={id} arrivals={data} />
      ) : (
        <Waiting arrivals={data} problem={error?.message ?? null} />
      )}
    </section>
  );
}

function Received({
  call,
  id,
  name,
}: {
  call: NonNullable<ArrivalsView["call"]>;
  id: string;
  name: string;
}) {
  return (
    <>
      <h2 className="flex items-center gap-2 text-base font-semibold">
        <Check aria-hidden className="size-4" />
        First event received
      </h2>
      <IdentityPair call={call} />
      <p className="flex flex-wrap items-center gap-2">
        <Link
          href={routes.calls({ q: `source:${name}`, from: "all", call: call.id })}
          className={buttonStyle({ variant: "primary" })}
        >
          Open the call
        </Link>
        {call.verdict === "unattributed" && (
          <Link href={routes.source(id, { tab: "settings" })} className={buttonStyle({})}>
            Set its keys and trust, for a verified caller
          </Link>
        )}
        {call.verdict === "unknown" && (
          <Link href={routes.servers()} className={buttonStyle({})}>
            Declare how its server signs in
          </Link>
        )}
      </p>
    </>
  );
}

/** Events come and none of them is a call yet. */
function Refused({ id, arrivals }: { id: string; arrivals: ArrivalsView }) {
  return (
    <>
      <h2 className="flex items-center gap-2 text-base font-semibold">
        <CircleAlert aria-hidden className="size-4" />
        Events arrive, and they go to quarantine
      </h2>
      <ul className="grid gap-1">
        {arrivals.quarantined.map(({ id: entry, reason, times }) => (
          <li key={entry} className="text-ink-2">
            <InertText text={reason} className="wrap-anywhere" />
            {times > 1 && <span className="text-ink-3"> · {times.toLocaleString("en")} times</span>}
          </li>
        ))}
      </ul>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-ink-2">
        <Link href={routes.source(id, { tab: "quarantine" })} className={buttonStyle({})}>
          Look at the quarantine
        </Link>
        Nothing is lost: after a fix they are replayed. Still waiting for the first call.
      </p>
    </>
  );
}

function Waiting({
  arrivals,
  problem,
}: {
  arrivals: ArrivalsView | undefined;
  problem: string | null;
}) {
  return (
    <>
      <h2 className="flex items-center gap-2 text-base font-semibold">
        <LoaderCircle aria-hidden className="size-4 animate-spin text-ink-3" />
        Waiting for the first event
      </h2>
      <p className="text-ink-2">{problem ?? progressOf(arrivals)}</p>
    </>
  );
}

function progressOf(arrivals: ArrivalsView | undefined): string {
  if (arrivals === undefined) return "Asking…";
  const { received, lastEventAt, lastContactAt } = arrivals;
  const total = totalOf(received);
  if (total > 0 && received.ignored === total)
    return `It speaks: ${total.toLocaleString("en")} records came, and none of them is a call (other traffic is ignored). Make a tool call through the gateway.`;
  if (lastEventAt !== null)
    return "It speaks: events came that are no calls, such as lists of tools. Make a tool call through the gateway.";
  if (lastContactAt !== null) return "Its key was used, and no event has come with it yet.";
  return "Nothing has come yet. This page looks once a second and changes by itself.";
}
