"use client";
import { Cable } from "lucide-react";
import Link from "next/link";
import { routes } from "@/lib/routes";
import { buttonStyle } from "../ui/button-style";
import { CommandLine } from "../ui/command-line";
import { StatePanel } from "../ui/state-panel";

/** Nothing is connected: what a source is, and the way to the first one. */
export function NoSources({ mayWrite }: { mayWrite: boolean }) {
  return (
    <StatePanel
      icon={<Cable aria-hidden />}
      title="No source is connected yet"
      actions={
        mayWrite && (
          <Link href={routes.newSource()} className={buttonStyle({ variant: "primary" })}>
            Connect a source
          </Link>
        )
      }
    >
      <p>
        A source is one of your MCP gateways. It sends its audit records here with a key of its own,
        and you decide how far its word is trusted.
      </p>
      {mayWrite ? (
        <>
          <p>Or import a file of records that you have, to look around first:</p>
          <CommandLine command="npm run cli -- import --format toolhive audit.jsonl" />
        </>
      ) : (
        <WhoCanConnect />
      )}
    </StatePanel>
  );
}

/** For a member who may not. */
export function WhoCanConnect() {
  return (
    <p>
      Connecting one needs the permission sources:write. A member with the role <b>admin</b> or{" "}
      <b>owner</b> can do it, or give you that role.
    </p>
  );
}
