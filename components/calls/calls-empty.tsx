"use client";
import { Cable, Hourglass, SearchX } from "lucide-react";
import type { CallPresence } from "@/lib/calls/view";
import { withoutLastTerm } from "@/lib/calls/filters";
import type { CallsAddress } from "@/lib/routes";
import { ALL_TIME, rangeName, relativeTime, shortInstant } from "@/lib/time-range";
import { Button } from "../ui/button";
import { CommandLine } from "../ui/command-line";
import { StatePanel } from "../ui/state-panel";
import type { Go } from "./use-calls-address";
import { useOrigin } from "./use-origin";

const DAY_MS = 86_400_000;

type EmptyProps = {
  presence: CallPresence;
  address: CallsAddress;
  go: Go;
  zone: string;
  now: number;
};

/** Why the list has no rows: nothing is connected, nothing came yet, or nothing matches. */
export function CallsEmpty(props: EmptyProps) {
  const { presence } = props;
  if (presence.newest !== null) return <NothingMatches {...props} newest={presence.newest} />;
  return presence.sources === 0 ? <NoSource /> : <NothingYet sources={presence.sources} />;
}

/** A link into pages that hold nothing any more, for instance after retention. */
export function PageBeyondEnd({ go }: { go: Go }) {
  return (
    <StatePanel
      role="status"
      icon={<SearchX aria-hidden />}
      title="This page holds no calls any more"
      actions={<Button onClick={() => go({ cursor: undefined })}>Go to the newest page</Button>}
    />
  );
}

function NoSource() {
  const origin = useOrigin();
  return (
    <StatePanel icon={<Cable aria-hidden />} title="No source is connected yet">
      <p>
        Onbehalf reads the audit records of the MCP gateways you already run. Make a key for a
        gateway and let it post its records, or import a file that you have.
      </p>
      <ol className="grid gap-3">
        <Step text="Make a key; it is printed once.">
          <CommandLine command="npm run cli -- keys create --source my-gateway --format toolhive --scopes events:write" />
        </Step>
        <Step text="Let the gateway, or a log shipper, post its records with it.">
          <CommandLine
            command={`curl -H "authorization: Bearer $KEY" -H "content-type: application/x-ndjson" --data-binary @audit.jsonl ${origin}/api/v1/events`}
          />
        </Step>
        <Step text="Or import a file, to look around first.">
          <CommandLine command="npm run cli -- import --format toolhive audit.jsonl" />
        </Step>
      </ol>
    </StatePanel>
  );
}

function Step({ text, children }: { text: string; children: React.ReactNode }) {
  return (
    <li className="grid gap-1.5">
      <span className="text-sm">{text}</span>
      {children}
    </li>
  );
}

function NothingYet({ sources }: { sources: number }) {
  return (
    <StatePanel icon={<Hourglass aria-hidden />} title="Connected, and nothing has come yet">
      <p>
        {sources === 1 ? "One source has a key" : `${sources} sources have keys`}, but no call has
        been recorded. Send a record, or look whether the gateway reaches this address; then
        refresh.
      </p>
      <CommandLine command="npm run cli -- keys list" />
    </StatePanel>
  );
}

function NothingMatches({
  address,
  go,
  zone,
  now,
  newest,
  presence,
}: EmptyProps & { newest: string }) {
  const query = address.q ?? "";
  const shorter = withoutLastTerm(query);
  return (
    <StatePanel
      role="status"
      icon={<SearchX aria-hidden />}
      title={query === "" ? "No calls in this time" : "Nothing matches"}
      actions={
        <>
          <Button onClick={() => go({ from: ALL_TIME, to: undefined })}>Search all time</Button>
          <Button onClick={() => go(dayUpTo(newest))}>Show the day up to the newest call</Button>
          {shorter !== null && (
            <Button onClick={() => go({ q: shorter || undefined })}>
              {shorter === "" ? "Drop the filter" : "Drop the last filter"}
            </Button>
          )}
        </>
      }
    >
      <p>
        {query === "" ? "No call was recorded" : "No call fits the query"} in the range “
        {rangeName(address, zone)}”. The newest of all calls was made{" "}
        <time dateTime={newest} title={newest}>
          {relativeTime(newest, now)}
        </time>
        , at {shortInstant(newest, zone)}
        {presence.oldest ? `; the oldest at ${shortInstant(presence.oldest, zone)}` : ""}.
      </p>
    </StatePanel>
  );
}

/** A day that ends just after the newest call, so that the call itself is in it. */
function dayUpTo(newest: string): CallsAddress {
  const end = Date.parse(newest) + 1000;
  return { from: new Date(end - DAY_MS).toISOString(), to: new Date(end).toISOString() };
}
