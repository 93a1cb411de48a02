"use client";
import type { QueryKey } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import type { CallPresence } from "@/lib/calls/view";
import { withoutLastTerm } from "@/lib/calls/filters";
import type { CallsAddress } from "@/lib/routes";
import { ALL_TIME, rangeName, relativeTime, shortInstant } from "@/lib/time-range";
import { Button } from "../ui/button";
import { StatePanel } from "../ui/state-panel";
import type { Go } from "./use-calls-address";
import { NothingYet } from "./nothing-yet";

const DAY_MS = 86_400_000;

export type EmptyProps = {
  shownKey: QueryKey;
  presence: CallPresence;
  address: CallsAddress;
  go: Go;
  zone: string;
  now: number;
  mayConnect: boolean;
};

/** Why the list has no rows: nothing is connected, nothing came yet, or nothing matches. */
export function CallsEmpty(props: EmptyProps) {
  const { presence } = props;
  if (presence.newest !== null) return <NothingMatches {...props} newest={presence.newest} />;
  return <NothingYet {...props} />;
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
