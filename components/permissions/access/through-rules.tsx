import { markedText } from "@/lib/hostile-text";
import Link from "next/link";
import type { EffectiveView } from "@/lib/policy/reach/effective-view";
import { ruleSchema } from "@/lib/policy/model";
import { conditionWords } from "@/lib/policy/rule-words";
import { routes } from "@/lib/routes";
import { InertText } from "../../ui/inert-text";

type Through = EffectiveView["rules"][number];

const SHOWN = 3;

/** The rules that decide, each with its conditions and who else gets it through it. */
export function ThroughRules({
  ids,
  rules,
}: {
  ids: readonly string[];
  rules: readonly Through[];
}) {
  const found = ids.flatMap((id) => rules.find((one) => one.id === id) ?? []);
  if (found.length === 0) return <span className="text-ink-3">–</span>;
  return (
    <ul className="grid max-w-[60ch] min-w-56 gap-1 py-0.5 text-xs leading-tight whitespace-normal">
      {found.slice(0, SHOWN).map((rule) => (
        <li key={rule.id} className="grid">
          <RuleLink rule={rule} />
          <span className="text-ink-3">
            <InertText text={[...conditionsOf(rule), peopleWords(rule)].join("; ")} />
          </span>
        </li>
      ))}
      {found.length > SHOWN && (
        <li className="text-ink-3">and {found.length - SHOWN} more rules</li>
      )}
    </ul>
  );
}

export function RuleLink({ rule: { id, name } }: { rule: Pick<Through, "id" | "name"> }) {
  return (
    <Link
      href={routes.rules({ rule: id })}
      prefetch={false}
      title={markedText(id)}
      className="w-fit font-medium underline-offset-2 wrap-anywhere hover:underline"
    >
      <InertText text={name ?? id} spaces />
    </Link>
  );
}

function conditionsOf({ id, effect, subjects, resources, when, limit }: Through): string[] {
  const rule = ruleSchema.safeParse({
    id,
    effect,
    subjects,
    resources,
    ...(when !== null && { when }),
    ...(limit !== null && { limit }),
  });
  return rule.success ? conditionWords(rule.data) : [];
}

/** Who else gets the same answer through it. */
function peopleWords({ persons, subjects, effect }: Through): string {
  const by = effect === "deny" ? "denied by this rule" : "reached by this rule";
  if (subjects.includes("anyone")) return `everybody is ${by}`;
  if (persons === 0) return `means ${subjects.slice(0, 3).join(", ")}`;
  return persons === 1 ? `one person is ${by}` : `${persons.toLocaleString("en")} people are ${by}`;
}
