import { GRANT_SECONDS, GRANT_USES, type WiderScope } from "@/lib/approvals/model";
import { duration } from "@/lib/time-range";
import { RadioChoice } from "./radio-choice";

/** How far the yes reaches: this one call, unless something wider is chosen that the rule allows. */
export function ScopeChoice({
  wider,
  scope,
  onScope,
}: {
  wider: readonly WiderScope[];
  scope: WiderScope | null;
  onScope: (scope: WiderScope | null) => void;
}) {
  return (
    <RadioChoice
      legend="For how much"
      value={scope ?? ONE}
      onValue={(value) => onScope(wider.find((one) => one === value) ?? null)}
      options={[
        { value: ONE, name: "This one call" },
        ...wider.map((one) => ({ value: one, name: SCOPE_WORDS[one] })),
      ]}
    />
  );
}

const ONE = "one";
const TIME = duration(GRANT_SECONDS * 1000).replace(" 0 min", "");
const TIMES = `up to ${GRANT_USES} times more, for ${TIME}`;

const SCOPE_WORDS: Record<WiderScope, string> = {
  same_arguments: `Also the same call with the same arguments, ${TIMES}`,
  tool_in_session: `Also this tool with any arguments in this session, ${TIMES}`,
};

/** What a yes of this scope is asked with, and what its button says. */
export function scopeQuestion(scope: WiderScope | null): { question: string; action: string } {
  if (scope === null)
    return { question: "Let exactly this call run, once?", action: "Approve this call" };
  const more =
    scope === "same_arguments"
      ? "the same call with the same arguments"
      : "this tool with any arguments in this session";
  return {
    question: `Let this call run, and ${more} ${TIMES}, without anybody being asked?`,
    action: `Approve up to ${GRANT_USES + 1} calls`,
  };
}
