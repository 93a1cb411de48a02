"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Wrench } from "lucide-react";
import { presenceOptions } from "@/lib/calls/options";
import { NoCallsYet } from "../directory/no-calls-yet";
import { CommandLine } from "../ui/command-line";
import { StatePanel } from "../ui/state-panel";

/** Why there is no tool: no source, no event, or none that names a server and a tool. */
export function NoToolsYet() {
  const { data: presence } = useSuspenseQuery(presenceOptions());
  if (presence.newest === null) return <NoCallsYet sources={presence.sources} />;
  return (
    <StatePanel icon={<Wrench aria-hidden />} title="No tool was seen yet">
      <p>
        Calls have come, but none names both its server and its tool. Or they have just come: the
        catalog follows within a second or two.
      </p>
      <p>A list of tools that you have can be imported:</p>
      <CommandLine command="npm run cli -- catalog import tools.json --server NAME" />
    </StatePanel>
  );
}
