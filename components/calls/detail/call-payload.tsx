"use client";
import { useMutation } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { openPayload, type PayloadPart } from "@/lib/calls/options";
import type { CallDetail } from "@/lib/calls/view";
import { EraseCall } from "../../erasure/erase-call";
import { Button } from "../../ui/button";
import { CommandLine } from "../../ui/command-line";
import { InertJson } from "../../ui/inert-json";
import { MissingParts } from "./missing-parts";
import { redactionSentence } from "./redaction-sentence";
import { Section } from "./section";

const NAMES: Record<PayloadPart, string> = {
  arguments: "Arguments",
  result: "Result",
  network: "Network",
  raw: "Raw record",
};
type Panel = { title: string; parts: PayloadPart[]; action: string };
const PANELS = {
  content: {
    title: "Arguments and result",
    parts: ["arguments", "result"],
    action: "Open arguments and result",
  },
  record: {
    title: "Raw record",
    parts: ["network", "raw"],
    action: "Open the raw record",
  },
} satisfies Record<string, Panel>;

/** Sealed parts. Opening needs `payload:read`, and every look is recorded. */
export function CallPayloadPanel({
  call,
  of,
  mayRead,
  mayErase,
}: {
  call: CallDetail;
  /** What the call carried, or what the gateway wrote of it. */
  of: keyof typeof PANELS;
  mayRead: boolean;
  mayErase: boolean;
}) {
  const { title, parts, action } = PANELS[of];
  const present = parts.filter((part) => call.parts.includes(part));
  const removed = redactionSentence(call.redacted);
  return (
    <Section title={title}>
      {removed && <p className="text-ink-2">{removed}</p>}
      {present.length === 0 && call.missing.length === 0 && (
        <p className="text-ink-2">The gateway sent none.</p>
      )}
      {mayRead ? (
        <Sealed call={call} parts={present} action={action} />
      ) : (
        <NotReadable parts={present} />
      )}
      <MissingParts missing={call.missing} />
      {mayErase && call.parts.length > 0 && <EraseCall call={call} />}
    </Section>
  );
}

function Sealed({
  call,
  parts,
  action,
}: {
  call: CallDetail;
  parts: PayloadPart[];
  action: string;
}) {
  const opening = useMutation({ mutationFn: () => openPayload(call.id, parts) });
  if (parts.length === 0) return null;
  if (opening.data)
    return parts.map((part) => <Opened key={part} part={part} text={opening.data[part]} />);
  return (
    <Locked parts={parts} reason="Each look is recorded with your name.">
      {opening.error && (
        <p role="alert" className="text-danger">
          {opening.error.message}
        </p>
      )}
      <Button
        size="sm"
        className="justify-self-start"
        disabledReason={opening.isPending ? "Opening…" : null}
        onClick={() => opening.mutate()}
      >
        {action}
      </Button>
    </Locked>
  );
}

/** There is no page for members yet, so what helps is the command of whoever runs the server. */
function NotReadable({ parts }: { parts: PayloadPart[] }) {
  if (parts.length === 0) return null;
  return (
    <Locked
      parts={parts}
      reason="Reading needs the permission payload:read, which comes with the role auditor. Where the server runs, it is given with:"
    >
      <CommandLine command="npm run cli -- users grant --email YOUR-EMAIL --role auditor" />
    </Locked>
  );
}

function Locked({
  parts,
  reason,
  children,
}: {
  parts: PayloadPart[];
  reason: string;
  children: React.ReactNode;
}) {
  return (
    <div className="flex items-start gap-3 rounded-lg border bg-surface px-3.5 py-3">
      <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-2">
        <p className="text-ink-2">
          {listed(parts)}: sealed. {reason}
        </p>
        {children}
      </div>
    </div>
  );
}

function listed(parts: PayloadPart[]): string {
  const names = parts.map((part, position) =>
    position === 0 ? NAMES[part] : NAMES[part].toLowerCase(),
  );
  return new Intl.ListFormat("en-GB").format(names);
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
