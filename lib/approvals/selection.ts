// Which approvals can be decided with one answer. Pure: the verbs and the inbox ask the same.
import { z } from "zod";
import { VERDICTS } from "../identity/model";
import { type Choice, MISMATCHES, MOST_SELECTED } from "./model";

/**
 * What became last of what the viewer said to this caller with this tool: `same` for a yes to one that
 * differed in its arguments alone and was judged the same, `other` for any other yes, `no` where it was
 * denied or taken back, by whomever, or `never`.
 */
export const BEFORE = ["same", "other", "no", "never"] as const;

export const candidateSchema = z.object({
  id: z.string(),
  resource: z.string(),
  action: z.string(),
  verdict: z.enum(VERDICTS),
  risk: z.enum(["read", "write", "destructive"]).nullable(),
  /** The catalog has its tool as new, or as changed since it was reviewed. */
  unreviewed: z.boolean(),
  before: z.enum(BEFORE),
});
export type Candidate = z.infer<typeof candidateSchema>;

/** Why not, and which one stands against it; null where it is all of them. */
export const refusalSchema = z.object({ id: z.string().nullable(), why: z.string() });
export type Refusal = z.infer<typeof refusalSchema>;

type Asked = Pick<Candidate, "resource" | "action">;

export const ONE_TOOL = "Only calls of one tool are decided together.";
export const AT_MOST = `At most ${MOST_SELECTED} are decided with one answer.`;

export function isOfOneTool(one: Asked, other: Asked): boolean {
  return one.resource === other.resource && one.action === other.action;
}

/**
 * Why one answer cannot go to all of these; null where it can. A no is held to less than a yes, since it
 * lets nothing run.
 */
export function whyNotTogether(choice: Choice, candidates: readonly Candidate[]): Refusal | null {
  const [first] = candidates;
  if (first === undefined || candidates.length < 2)
    return ofAll("One alone is decided on its card.");
  if (candidates.length > MOST_SELECTED) return ofAll(AT_MOST);
  const other = candidates.find((one) => !isOfOneTool(one, first));
  if (other) return { id: other.id, why: ONE_TOOL };
  if (choice === "deny") return null;
  const judged = candidates.find(({ verdict }) => verdict !== first.verdict);
  if (judged) return { id: judged.id, why: "Only calls of one verdict are approved together." };
  for (const candidate of candidates) {
    const why = whyNotSelected(candidate);
    if (why !== null) return { id: candidate.id, why };
  }
  return null;
}

/** Why this one is never approved among others; null where it may be. */
export function whyNotSelected(candidate: Candidate): string | null {
  const { verdict, risk, unreviewed, before } = candidate;
  if (MISMATCHES.has(verdict)) return "It would run as somebody else: its own card asks why.";
  if (!isToolCall(candidate)) return NO_CALL;
  if (risk === "destructive") return "What is destructive is approved on its own card.";
  if (risk === null) return "The catalog does not say what its tool does: that takes its own card.";
  if (unreviewed) return "Its tool is new or changed, and nobody reviewed it: read its own card.";
  return BEFORE_WORDS[before];
}

/** A class says what calling its tool does, and nothing of any other action. */
function isToolCall({ action, resource }: Asked): boolean {
  return action === "tools/call" && resource.startsWith("tool:");
}

const NO_CALL =
  "The catalog says what calling a tool does, and this is no call of one: that takes its own card.";

const BEFORE_WORDS: Readonly<Record<Candidate["before"], string | null>> = {
  same: null,
  other:
    "More than its arguments is not as it was when you last said yes to this caller with this tool: read its own card.",
  no: "The last one of this caller with this tool was denied or taken back: read its own card.",
  never:
    "You have not said yes to this caller with this tool before: read one on its own card first.",
};

const ofAll = (why: string): Refusal => ({ id: null, why });
