"use client";
import { useQuery } from "@tanstack/react-query";
import { Check, CircleAlert } from "lucide-react";
import { useState } from "react";
import { recomputeLeaf } from "@/lib/calls/recompute-leaf";
import type { CallDetail } from "@/lib/calls/view";
import { Button } from "../../ui/button";
import { CopyButton } from "../../ui/copy-button";
import { InertJson } from "../../ui/inert-json";
import { FactList, Section } from "./section";

/** What was hashed, the hash, and the same hash computed here. */
export function CallProof({
  call: { id, index, leafHash, envelope, judgedAtVersion, missing },
}: {
  call: CallDetail;
}) {
  const [exact, setExact] = useState(false);
  return (
    <Section title="Proof">
      <FactList>
        <dt>Index</dt>
        <dd className="tabular-nums">
          {index === null ? "not sealed yet; it takes a moment" : index.toLocaleString("en")}
        </dd>
        <dt>Leaf hash</dt>
        <dd className="flex items-start gap-1 font-mono text-xs">
          <span className="min-w-0 break-all">{leafHash}</span>
          <CopyButton label="Copy the leaf hash" text={leafHash} className="-my-0.5" />
        </dd>
        <dt>In this browser</dt>
        <dd>
          <Recomputed id={id} envelope={envelope} leafHash={leafHash} />
        </dd>
        {missing.length > 0 && (
          <>
            <dt>Not kept</dt>
            <dd>
              {missing.map(({ part }) => part).join(", ")}. The proof holds without: the envelope
              has their hashes only.
            </dd>
          </>
        )}
        <dt>Judged with</dt>
        <dd>directory version {judgedAtVersion}</dd>
      </FactList>
      <details className="group/envelope">
        <summary className="flex h-8 list-none items-center text-xs text-ink-2 hover:text-ink">
          <span className="mr-1.5 inline-block transition-transform group-open/envelope:rotate-90">
            ›
          </span>
          Envelope, as it was hashed
        </summary>
        <div className="grid gap-1.5">
          <InertJson text={envelope} label="Envelope" exact={exact} />
          <div className="flex justify-between">
            <Button size="sm" variant="ghost" aria-pressed={exact} onClick={() => setExact(!exact)}>
              {exact ? "Lay it out" : "Show the exact text"}
            </Button>
            <CopyButton label="Copy the exact text" text={envelope}>
              Copy the exact text
            </CopyButton>
          </div>
        </div>
      </details>
    </Section>
  );
}

function Recomputed({
  id,
  envelope,
  leafHash,
}: {
  id: string;
  envelope: string;
  leafHash: string;
}) {
  const { data, isPending } = useQuery({
    queryKey: ["calls", "leaf", id, envelope],
    queryFn: () => recomputeLeaf(envelope),
    staleTime: Infinity,
  });
  if (isPending) return <span className="text-ink-3">computing…</span>;
  if (data === null || data === undefined)
    return (
      <span className="text-ink-2">not possible: browsers give hashing to https pages only</span>
    );
  const equal = data === leafHash;
  return (
    <span
      data-verdict={equal ? "match" : "contradicted"}
      className="flex items-start gap-1.5 text-v-fg"
    >
      {equal ? (
        <Check aria-hidden className="mt-0.5 size-4 shrink-0" />
      ) : (
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      )}
      {equal ? "Recomputed: equal" : `Recomputed: NOT equal, ${data}`}
    </span>
  );
}
