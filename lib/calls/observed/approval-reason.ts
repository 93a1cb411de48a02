import type { Pool } from "../../../db/client";
import type { Reason } from "../../identity/model";
import type { CallKey } from "../rejudge/stored-call";

const WORDS: Readonly<Record<string, string>> = {
  caller: "the caller",
  tool: "the tool",
  arguments: "the arguments",
  ran_as: "the identity that it ran as",
};

type Carrying = { flags: readonly string[]; approvalId: string | null };

/** What `approval_missing` and `approval_differs` say of a call. */
export async function approvalReasons(
  { sql }: Pool,
  { flags, approvalId }: Carrying,
  { occurredAt, sourceId, eventId }: CallKey,
): Promise<Reason[]> {
  if (flags.includes("approval_missing")) {
    const text = `Ran with the approval ${approvalId}, which its source was never given, or which let nothing run.`;
    return [{ rule: "approval_missing", text }];
  }
  if (!flags.includes("approval_differs")) return [];
  const [run] = await sql<{ differs: string[] | null }[]>`
    SELECT differs FROM approval_run
    WHERE occurred_at = ${occurredAt}::timestamptz AND source_id = ${sourceId} AND event_id = ${eventId}`;
  const differs = run?.differs ?? [];
  const what = differs.flatMap((one) => WORDS[one] ?? []).join(" and ");
  const texts = [
    ...(what === "" ? [] : [`Ran otherwise than it was approved: not the same is ${what}.`]),
    ...(differs.includes("again") ? ["Ran once more than the approval let it run."] : []),
  ];
  return texts.map((text) => ({ rule: "approval_differs", text }));
}
