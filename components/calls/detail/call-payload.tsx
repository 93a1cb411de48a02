"use client";
import { useMutation } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { openPayload, type PayloadPart } from "@/lib/calls/options";
import type { CallDetail } from "@/lib/calls/view";
import { Button } from "../../ui/button";
import { InertJson } from "../../ui/inert-json";
import { Section } from "./section";

const NAMES: Record<PayloadPart, string> = {
  arguments: "Arguments",
  result: "Result",
  network: "Network",
  raw: "Raw record",
};
const CONTENT: PayloadPart[] = ["arguments", "result"];
const REST: PayloadPart[] = ["network", "raw"];

/** The sealed parts. Opening needs `payload:read`, and every look is recorded. */
export function CallPayloadPanel({ call, mayRead }: { call: CallDetail; mayRead: boolean }) {
  const present = (parts: PayloadPart[]) => parts.filter((part) => call.parts.includes(part));
  const redactions = call.redacted.length;
  return (
    <Section title="Arguments and result">
      {redactions > 0 && (
        <p className="text-ink-2">
          {redactions === 1 ? "One secret was" : `${redactions} secrets were`} removed before
          anything was stored.
        </p>
      )}
      <Sealed
        call={call}
        parts={present(CONTENT)}
        mayRead={mayRead}
        action="Open arguments and result"
      />
      <Sealed call={call} parts={present(REST)} mayRead={mayRead} action="Open the raw record" />
    </Section>
  );
}

function Sealed({
  call,
  parts,
  mayRead,
  action,
}: {
  call: CallDetail;
  parts: PayloadPart[];
  mayRead: boolean;
  action: string;
}) {
  const opening = useMutation({ mutationFn: () => openPayload(call.id, parts) });
  const names = parts.map((part) => NAMES[part]).join(" and ");
  if (parts.length === 0) return null;
  if (opening.data)
    return parts.map((part) => <Opened key={part} part={part} text={opening.data[part]} />);
  return (
    <div className="flex items-start gap-3 rounded-lg border bg-surface px-3.5 py-3">
      <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <div className="grid min-w-0 flex-1 justify-items-start gap-2">
        <p className="text-ink-2">
          {names}: sealed.{" "}
          {mayRead
            ? "Each look is recorded with your name."
            : "Reading needs the permission payload:read, which comes with the role auditor. An owner can give it to you."}
        </p>
        {opening.error && (
          <p role="alert" className="text-danger">
            {opening.error.message}
          </p>
        )}
        {mayRead && (
          <Button
            size="sm"
            disabledReason={opening.isPending ? "Opening…" : null}
            onClick={() => opening.mutate()}
          >
            {action}
          </Button>
        )}
      </div>
    </div>
  );
}

function Opened({ part, text }: { part: PayloadPart; text: string | null }) {
  return (
    <div className="grid gap-1.5">
      <h4 className="text-2xs text-ink-3">{NAMES[part]}</h4>
      {text === null ? (
        <p className="text-ink-2">There is none, or it was erased.</p>
      ) : (
        <InertJson text={text} label={NAMES[part]} />
      )}
    </div>
  );
}
