import type { Pool } from "../../db/client";
import type { CommandContext } from "../access/command";
import { DomainError } from "../errors";

/** What a verb of the worker throws where somebody else was first: it leaves nothing behind. */
export function settledMeanwhile(): DomainError {
  return new DomainError("conflict", "It was settled meanwhile.");
}

/** Runs a verb as this program; false where somebody else was first. */
export async function settleAs<Input>(
  verb: (context: CommandContext, input: Input) => Promise<unknown>,
  pool: Pool,
  input: Input,
): Promise<boolean> {
  try {
    await verb({ pool, actor: { kind: "system" } }, input);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === "conflict") return false;
    throw error;
  }
}
