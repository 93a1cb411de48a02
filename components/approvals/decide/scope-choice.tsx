import { GRANT_SECONDS, type WiderScope } from "@/lib/approvals/model";
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

const SCOPE_WORDS: Record<WiderScope, string> = {
  same_arguments: `The same call with the same arguments, for ${TIME}`,
  tool_in_session: `This tool with any arguments in this session, for ${TIME}`,
};
