"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ErasureView } from "@/lib/erasure/model";
import { erasuresOptions } from "@/lib/erasure/options";
import { isOpen } from "@/lib/jobs/model";
import { routes } from "@/lib/routes";
import { Ago } from "../ui/ago";
import { InertText } from "../ui/inert-text";
import { ErasureJob } from "./erasure-job";

/** What was erased: of whom, why, and who asked for it. */
export function Erasures({ mayCancel }: { mayCancel: boolean }) {
  const { data, dataUpdatedAt: now } = useSuspenseQuery(erasuresOptions());
  return (
    <section aria-labelledby="erasures" className="grid gap-3 border-t py-6">
      <div className="grid gap-1">
        <h2 id="erasures" className="text-base font-semibold">
          Erased
        </h2>
        <p className="max-w-prose text-sm text-ink-2">
          Data of a person are erased on their page under Identities, the payload of a call in its
          details.
        </p>
      </div>
      {data.items.length === 0 ? (
        <p className="text-sm text-ink-3">Nothing has been erased.</p>
      ) : (
        <ul className="divide-y rounded-lg border">
          {data.items.map((erasure) => (
            <Erased key={erasure.id} erasure={erasure} now={now} mayCancel={mayCancel} />
          ))}
        </ul>
      )}
    </section>
  );
}

type Props = { erasure: ErasureView; now: number; mayCancel: boolean };

function Erased({ erasure, now, mayCancel }: Props) {
  const { at, by, reason, calls, index, job } = erasure;
  const open = job.state !== null && isOpen(job.state);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1 px-3 py-2.5 text-sm md:px-4">
      <p className="wrap-anywhere">
        <span className="font-medium">{whatOf(erasure)}</span> of <Whose erasure={erasure} />
        <span className="text-ink-2 tabular-nums">
          {" "}
          · {calls.toLocaleString("en")} {calls === 1 ? "call" : "calls"}
          {index !== null && ` · sealed at index ${index.toLocaleString("en")}`}
          {job.state !== null && job.state !== "done" && !open && ` · ${job.state}`}
        </span>
      </p>
      <p className="text-xs wrap-anywhere text-ink-3">
        <Ago iso={at} now={now} /> by <InertText text={by} />: <InertText text={reason} spaces />
      </p>
      {open && <ErasureJob id={job.id} mayCancel={mayCancel} />}
    </li>
  );
}

function whatOf({ payloads, directory }: ErasureView): string {
  if (payloads && directory) return "Payloads and names";
  return payloads ? "Payloads" : "Names";
}

function Whose({ erasure: { person, principals, call } }: { erasure: ErasureView }) {
  if (call !== null)
    return (
      <Link href={routes.calls({ call })} prefetch={false} className="underline">
        one call
      </Link>
    );
  if (person !== null)
    return (
      <Link href={routes.person(person.id)} prefetch={false} className="underline">
        <InertText text={person.name ?? person.id} spaces />
      </Link>
    );
  return (
    <span title={principals.join(", ")}>
      an identity without a name now ({principals.length}{" "}
      {principals.length === 1 ? "principal" : "principals"})
    </span>
  );
}
