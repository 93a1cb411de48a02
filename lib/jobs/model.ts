// Long work: its kinds, its states and its shape in the API. Shared by server and console.
import { z } from "zod";
import type { Permission } from "../access/model";

export const JOB_STATES = ["queued", "running", "done", "failed", "cancelled"] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Where a job may go from each state; `running` to `running` is another worker taking it over. */
export const JOB_MOVES = {
  queued: ["running", "cancelled"],
  running: ["running", "done", "failed", "cancelled"],
  done: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<JobState, readonly JobState[]>;

/** The states from which a job may come into this one. */
export function statesBefore(state: JobState): JobState[] {
  return JOB_STATES.filter((from) => JOB_MOVES[from].some((to) => to === state));
}

/** Work that can still be cancelled. */
export function isOpen(state: JobState): boolean {
  return JOB_MOVES[state].some((to) => to === "cancelled");
}

type JobKind = {
  title: string;
  /** Who sees jobs of this kind, with input and result. */
  sees: Permission;
  /** Who may cancel them. */
  cancels: Permission;
  /** What a cancelled one leaves, for whoever is about to cancel. */
  afterCancel: string;
  /** Only who asked for it sees and cancels it. */
  own?: true;
};

export const JOB_KINDS = {
  /** After a change of the directory: the calls that it can affect (`lib/calls/rejudge`). */
  rejudge: {
    title: "Judging calls again",
    sees: "directory:read",
    cancels: "directory:write",
    afterCancel: "Calls that are left keep their verdict for an hour; then it goes on by itself.",
  },
  /** Payloads or names that an owner has erased (`lib/erasure`). */
  erasure: {
    title: "Erasing",
    sees: "admin-log:read",
    cancels: "erasure:write",
    afterCancel: "What was erased stays erased; the rest is kept.",
  },
  /** Calls on their way to somebody's disk (`lib/exports`). It ends with its connection. */
  export: {
    title: "Exporting calls",
    sees: "calls:export",
    cancels: "calls:export",
    afterCancel: "The download ends as a failed one; what was saved of it is not whole.",
    own: true,
  },
  /** A draft of the policy over real calls (`lib/policy/replay`). */
  replay: {
    title: "Replaying a draft",
    sees: "policy:read",
    cancels: "policy:write",
    afterCancel: "What was found so far stays, and says how far it came.",
  },
} as const satisfies Record<string, JobKind>;
export type JobKindName = keyof typeof JOB_KINDS;
export const jobKindSchema = z.enum([
  "rejudge",
  "erasure",
  "export",
  "replay",
]) satisfies z.ZodType<JobKindName>;

/** Whether only who asked for a job of this kind sees it. */
export function isOwn(kind: JobKindName): boolean {
  return "own" in JOB_KINDS[kind];
}

export const jobViewSchema = z.object({
  id: z.string(),
  kind: jobKindSchema,
  title: z.string(),
  state: z.enum(JOB_STATES),
  done: z.number().int(),
  /** Null while nobody knows. */
  total: z.number().int().nullable(),
  /** Where it stands, in words. */
  sentence: z.string(),
  input: z.record(z.string(), z.unknown()),
  result: z.record(z.string(), z.unknown()).nullable(),
  error: z.string().nullable(),
  askedBy: z.string(),
  askedAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});
export type JobView = z.infer<typeof jobViewSchema>;

export const jobPageSchema = z.object({
  items: z.array(jobViewSchema),
  next: z.string().nullable(),
});
