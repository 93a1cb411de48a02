// Why an edit was refused: found in this tab, or by the server.
import { z } from "zod";
import { ApiError } from "@/lib/api-client";
import type { BothChanged } from "@/lib/policy/edit/merge-rule";
import type { EditProblem } from "@/lib/policy/edit/model";

export class EditRefused extends Error {
  readonly problems: readonly EditProblem[];

  constructor(problems: readonly EditProblem[]) {
    super(problems.map(({ message }) => message).join(" "));
    this.name = "EditRefused";
    this.problems = problems;
  }
}

const both = z.array(
  z
    .object({ member: z.string(), theirs: z.unknown().optional(), yours: z.unknown().optional() })
    .transform(({ member, theirs, yours }): BothChanged => ({ member, theirs, yours })),
);
const refusal = z.array(z.object({ both: both.optional() }));

/** Members that both changed; empty where it was refused for something else. */
export function bothChanged(error: Error | null): BothChanged[] {
  if (error instanceof EditRefused) return error.problems.flatMap((one) => one.both ?? []);
  const read = refusal.safeParse(error instanceof ApiError ? error.details["problems"] : null);
  return read.success ? read.data.flatMap((one) => one.both ?? []) : [];
}
