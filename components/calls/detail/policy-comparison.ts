import type { CallPolicy } from "@/lib/calls/policy-view";
import type { Effect } from "@/lib/policy/model";

const THEN: Record<Effect, string> = {
  allow: "Allowed",
  ask: "Held for an approval",
  deny: "Denied",
};
const NOW: Record<Effect, string> = { allow: "allow it", ask: "ask", deny: "deny it" };

/** Both answers in one sentence; what the gateway says that it decided serves where none is known here. */
export function comparison({ decision, today }: CallPolicy, reported: Effect | null): string {
  const then = decision ? thenWords(decision) : reportedWords(reported);
  if (today === null) return `${then}. What would be answered now cannot be told.`;
  const { number } = today.version;
  if (number === 0) return `${then}; with no version published, it would be denied.`;
  const effects = [...new Set(today.answers.map(({ effect }) => NOW[effect]))];
  const doubt = effects.length > 1 ? ": which one cannot be told here" : "";
  const now = `would ${effects.join(" or ")}`;
  if (decision?.policyVersion === number)
    return `${then}, which is still in force and ${now} today${doubt}.`;
  return `${then}; version ${number}, in force now, ${now}${doubt}.`;
}

function reportedWords(reported: Effect | null): string {
  return reported === null ? "No decision is known" : `${THEN[reported]}, as its gateway reports`;
}

function thenWords({ effect, would, policyVersion }: NonNullable<CallPolicy["decision"]>): string {
  if (policyVersion === 0) return `${THEN[effect]} while no version was published`;
  if (would === null) return `${THEN[effect]} by version ${policyVersion}`;
  return `Let through by monitoring, though version ${policyVersion} said ${would}`;
}
