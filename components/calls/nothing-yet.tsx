"use client";
import { type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { Cable, Hourglass } from "lucide-react";
import Link from "next/link";
import { askApi } from "@/lib/api-client";
import { presenceOptions } from "@/lib/calls/options";
import { type CallPresence, callPresenceSchema } from "@/lib/calls/view";
import { routes } from "@/lib/routes";
import { FirstSteps } from "../sources/first-steps";
import { buttonStyle } from "../ui/button-style";
import { StatePanel } from "../ui/state-panel";

const LOOK_AGAIN_MS = 2_000;

/** No call has ever come: the first run. It looks again by itself and makes room for the first call. */
export function NothingYet({
  shownKey,
  presence,
  mayConnect,
}: {
  /** Of the query whose result is shown: it is read again when the first call has come. */
  shownKey: QueryKey;
  presence: CallPresence;
  mayConnect: boolean;
}) {
  useFirstCall(shownKey);
  const { sources } = presence;
  if (sources === 0)
    return (
      <StatePanel icon={<Cable aria-hidden />} title="No source is connected yet">
        <p>
          Onbehalf reads the audit records of the MCP gateways you already run, and says for every
          call as whom it ran and whether that fits who asked.
        </p>
        <FirstSteps connected={false} mayConnect={mayConnect} />
      </StatePanel>
    );
  return (
    <StatePanel
      icon={<Hourglass aria-hidden />}
      title="Connected, and nothing has come yet"
      actions={
        <Link href={routes.sources()} className={buttonStyle({})}>
          Look at the sources
        </Link>
      }
    >
      <p>
        {sources === 1 ? "One source is" : `${sources} sources are`} connected, but no call has been
        recorded. This page changes by itself when the first one comes; the source's page says
        whether anything arrives at all.
      </p>
      <FirstSteps connected mayConnect={mayConnect} />
    </StatePanel>
  );
}

/** Looks whether the first call has come, and reads what is shown then: not before, so nothing flickers. */
function useFirstCall(shownKey: QueryKey) {
  const client = useQueryClient();
  useQuery({
    ...presenceOptions(),
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: async ({ signal }) => {
      const presence = await askApi("/calls/presence", callPresenceSchema, {
        signal,
        background: true,
      });
      if (presence.newest !== null) await client.refetchQueries({ queryKey: shownKey });
      return presence;
    },
  });
}
