"use client";
import { Cable, Hourglass } from "lucide-react";
import Link from "next/link";
import { routes } from "@/lib/routes";
import { buttonStyle } from "../ui/button-style";
import { StatePanel } from "../ui/state-panel";

/** The directory knows who and what calls have named; before the first call, the sources lead on. */
export function NoCallsYet({ sources }: { sources: number }) {
  const isConnected = sources > 0;
  return (
    <StatePanel
      icon={isConnected ? <Hourglass aria-hidden /> : <Cable aria-hidden />}
      title={isConnected ? "Connected, and nothing has come yet" : "No source is connected yet"}
      actions={
        <Link href={routes.sources()} className={buttonStyle({})}>
          Look at the sources
        </Link>
      }
    >
      <p>
        {isConnected
          ? "No call has been recorded. What calls name stands here as soon as the first one comes."
          : "Onbehalf reads the audit records of the MCP gateways you already run. What their calls name stands here."}
      </p>
    </StatePanel>
  );
}
