import type { PolicyToday } from "@/lib/calls/policy-view";
import { InertText } from "../../ui/inert-text";
import { RuleNames } from "./rule-names";

const PARTS: Record<PolicyToday["undecided"][number]["parts"][number], string> = {
  arguments: "its arguments",
  runAs: "as whom it would run",
  subject: "what the gateway says of the caller",
  resource: "what the gateway says of the tool",
  action: "what the gateway says of the action",
  context: "what else the gateway says",
};

const UNREAD: Record<NonNullable<PolicyToday["unread"]>, string> = {
  not_asked: "The arguments were not looked at: to look is recorded with your name.",
  not_permitted: "Arguments are looked at only with the permission payload:read.",
  none_sent: "The gateway sent no arguments with its record.",
  removed: "The arguments are no longer kept.",
};

/** On what the answer hangs that cannot be told; never a value. */
export function PolicyUndecided({ today }: { today: PolicyToday }) {
  const { undecided, unread, redacted, answers } = today;
  if (undecided.length === 0) return null;
  const certain = new Set(answers.map(({ effect }) => effect)).size === 1;
  return (
    <div className="grid gap-2 border-t pt-3 text-ink-2">
      <p>
        {certain
          ? "The same either way, though some rules hang on what cannot be told here:"
          : "Which one cannot be decided here. It depends on:"}
      </p>
      <ul className="grid gap-1.5">
        {undecided.map(({ rule, parts }) => (
          <li key={rule.id}>
            <span className="text-ink">{listed(parts.map((part) => PARTS[part]))}</span>, read by
            <RuleNames rules={[rule]} />
          </li>
        ))}
      </ul>
      {unread && <p>{UNREAD[unread]}</p>}
      {redacted.length > 0 && (
        <p>
          Redacted before they were stored:{" "}
          <InertText text={redacted.join(", ")} className="font-mono text-xs" />
        </p>
      )}
    </div>
  );
}

function listed(words: readonly string[]): string {
  return new Intl.ListFormat("en-GB").format(words);
}
