"use client";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { useMay } from "../approval-rights";
import { CallLines } from "./call-lines";
import { similarCalls } from "./calls-around";
import { ContextNote } from "./context-note";

/** This caller with this tool before. */
export function SimilarTab({ detail }: { detail: ApprovalDetail }) {
  const maySee = useMay("calls:read");
  const asked = similarCalls(detail);
  const { calls } = detail.history;
  if (asked === null) {
    return (
      <ContextNote>The call names no caller or no tool: nothing is similar to it.</ContextNote>
    );
  }
  if (!maySee) {
    return (
      <ContextNote>
        {calls === 0
          ? "This caller has not used this tool in the last 30 days."
          : `This caller has used this tool ${calls.toLocaleString("en")} ${calls === 1 ? "time" : "times"} in the last 30 days.`}{" "}
        The calls themselves are seen with the permission calls:read, which your roles do not have.
      </ContextNote>
    );
  }
  return (
    <CallLines
      asked={asked}
      label="Calls of this caller with this tool, newest first"
      none="This caller has not used this tool in the last 30 days."
      now={Date.parse(detail.now)}
    />
  );
}
