"use client";
import { Skeleton } from "../ui/skeleton";
import { CommandLine } from "../ui/command-line";
import { EntryPanel } from "./entry-panel";
import { SetupForm } from "./setup-form";
import { useFragment } from "./use-fragment";

/** The one-time link's token is in the fragment; it leaves this page in the body of one request only. */
export function SetupPanel() {
  const token = useFragment();
  if (token === null)
    return (
      <EntryPanel title="Create the owner" lead="Reading the link…">
        <Skeleton className="h-64" />
      </EntryPanel>
    );
  if (token === "")
    return (
      <EntryPanel
        title="Set-up needs its link"
        lead="The server prints a one-time link each time it starts without an owner. It is good for one hour and one use. Open that link in full, with everything after the #."
      >
        <CommandLine command="npm start" />
      </EntryPanel>
    );
  return (
    <EntryPanel title="Create the owner" lead="The first member of this console.">
      <SetupForm token={token} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2 text-ink-2">
        <p>Later you invite more members under Settings, or make them where the server runs:</p>
        <CommandLine command="npm run cli -- users create --email THEIR-EMAIL --role auditor" />
      </div>
    </EntryPanel>
  );
}
