// Many questions of one request, one after the other.
import { setImmediate } from "node:timers/promises";
import type { EvaluationRequest, Read } from "../policy/request";
import type { DecisionAnswer, Item } from "./authzen";

/** Other requests are served in between: a thousand dear questions must not hold up the rest. */
const TURN_MS = 10;
/** No gateway waits longer; what is left by then is answered with no. */
const MOST_MS = 5_000;

export type Semantic = "execute_all" | "deny_on_first_deny" | "permit_on_first_permit";

type Answer = (question: Read<EvaluationRequest>) => Promise<DecisionAnswer>;

/** A semantic that stops early decides no more than it answers. */
export async function decideEach(
  answerOne: Answer,
  items: readonly Item[],
  semantic: Semantic,
): Promise<DecisionAnswer[]> {
  const answers: DecisionAnswer[] = [];
  const began = performance.now();
  let turn = began;
  for (const item of items) {
    if (performance.now() - turn > TURN_MS) {
      await setImmediate();
      turn = performance.now();
    }
    const inTime = performance.now() - began < MOST_MS;
    const answer = inTime ? await answerTo(answerOne, item) : refused(503, "no time was left");
    answers.push(answer);
    if (semantic === "deny_on_first_deny" && !answer.decision) break;
    if (semantic === "permit_on_first_permit" && answer.decision) break;
  }
  return answers;
}

async function answerTo(answerOne: Answer, item: Item): Promise<DecisionAnswer> {
  if ("problem" in item) return refused(400, item.problem);
  return answerOne(item);
}

function refused(status: number, message: string): DecisionAnswer {
  return { decision: false, context: { error: { status, message } } };
}
