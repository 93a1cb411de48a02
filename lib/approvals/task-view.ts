// A task as AuthZEN's Access Request and Approval Profile (draft 1) has it. Pure.
import { z } from "zod";
import type { State } from "./model";

export const TASK_STATUSES = [
  "pending",
  "approved",
  "denied",
  "expired",
  "cancelled",
  "failed",
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

const STATUS: Record<State, TaskStatus> = {
  pending: "pending",
  approved: "approved",
  used: "approved",
  denied: "denied",
  revoked: "denied",
  expired: "expired",
  cancelled: "cancelled",
  voided: "failed",
};

export function statusOf(state: State): TaskStatus {
  return STATUS[state];
}

export const taskSchema = z.object({
  task: z.object({
    id: z.string(),
    status: z.enum(TASK_STATUSES),
    status_endpoint: z.string(),
    expires_at: z.string(),
    links: z.object({ cancel: z.string() }).optional(),
    display: z.object({ title: z.string(), description: z.string() }).optional(),
  }),
  result: z
    .object({
      mode: z.literal("reevaluate"),
      approval: z.object({
        id: z.string(),
        approved_at: z.string(),
        approved_until: z.string(),
      }),
    })
    .optional(),
});
export type TaskAnswer = z.infer<typeof taskSchema>;

export type TaskRow = {
  id: string;
  state: State;
  decideUntil: string;
  approvedAt: string | null;
  useUntil: string | null;
  reason: string | null;
};

const TITLES: Record<State, string> = {
  pending: "Waiting for a person to decide",
  approved: "Approved",
  used: "Approved, and used",
  denied: "Denied",
  revoked: "Taken back",
  expired: "Timeout: nobody decided, or it was not used, in time",
  cancelled: "Cancelled",
  voided: "The policy changed",
};

/** `handle` is what redeems it: for the source that asked, and nobody else. */
export function taskOf(row: TaskRow, origin: string, handle: string): TaskAnswer {
  const { id, state, decideUntil, approvedAt, useUntil, reason } = row;
  const endpoint = `${origin}/access/v1/requests/${id}`;
  const approved = (state === "approved" || state === "used") && approvedAt !== null && useUntil;
  return {
    task: {
      id,
      status: statusOf(state),
      status_endpoint: endpoint,
      expires_at: decideUntil,
      ...(state === "pending" && { links: { cancel: `${endpoint}/cancel` } }),
      display: { title: TITLES[state], description: reason ?? TITLES[state] },
    },
    ...(approved && {
      result: {
        mode: "reevaluate" as const,
        approval: { id: handle, approved_at: approvedAt, approved_until: useUntil },
      },
    }),
  };
}
