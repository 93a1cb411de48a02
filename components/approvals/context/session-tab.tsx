"use client";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { InertText } from "../../ui/inert-text";
import { useMay } from "../approval-rights";
import { CallLines } from "./call-lines";
import { sessionCalls } from "./calls-around";
import { ContextNote } from "./context-note";

/** What else went on in the session that asks: the calls before, and any after. */
export function SessionTab({ detail }: { detail: ApprovalDetail }) {
  const maySee = useMay("calls:read");
  const asked = sessionCalls(detail);
  if (asked === null) {
    return (
      <ContextNote>
        {detail.argumentsBytes === null
          ? "What was asked is no longer kept, and the session with it."
          : "The gateway names no session: nothing ties other calls to this one."}
      </ContextNote>
    );
  }
  const session = (
    <p className="text-xs text-ink-3 wrap-anywhere">
      Session <InertText text={detail.session ?? ""} className="font-mono" spaces />, as the gateway
      names it. It is shown, not bound: an agent may resume in another one.
    </p>
  );
  if (!maySee) {
    return (
      <>
        {session}
        <ContextNote>
          The calls of this session are seen with the permission calls:read, which your roles do not
          have.
        </ContextNote>
      </>
    );
  }
  return (
    <>
      {session}
      <CallLines
        asked={asked}
        label="Calls of the same session, newest first"
        none="No other call of this session was reported."
        now={Date.parse(detail.now)}
      />
    </>
  );
}
