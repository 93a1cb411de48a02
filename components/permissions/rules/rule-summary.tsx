import { markedText } from "@/lib/hostile-text";
import Link from "next/link";
import type { Rule } from "@/lib/policy/model";
import { conditionWords } from "@/lib/policy/rule-words";
import { routes } from "@/lib/routes";
import { InertText } from "../../ui/inert-text";
import { Until } from "../../ui/until";
import { EffectLabel } from "../effect-label";

/** A rule in a few lines: its answer, whom and what it means, and under which conditions. */
export function RuleSummary({ rule, draft }: { rule: Rule; draft: string | null }) {
  const { id, name, effect, subjects, except, resources, from, until } = rule;
  const conditions = conditionWords(rule);
  const href = draft === null ? routes.rules({ rule: id }) : routes.draftRules(draft, { rule: id });
  return (
    <div className="grid gap-1 rounded-md border px-3 py-2 text-sm">
      <div className="flex items-center gap-2">
        <Link
          href={href}
          prefetch={false}
          title={markedText(id)}
          className="min-w-0 font-medium underline-offset-2 wrap-anywhere hover:underline"
        >
          <InertText text={name ?? id} spaces />
        </Link>
        <span className="ml-auto">
          <EffectLabel effect={effect} />
        </span>
      </div>
      <p className="text-xs text-ink-2">
        <Listed texts={subjects} />
        {except.length > 0 && (
          <>
            {" "}
            except <Listed texts={except} />
          </>
        )}
        {" on "}
        <Listed texts={resources} />
      </p>
      {conditions.length > 0 && (
        <ul className="list-disc pl-4 text-xs text-ink-2">
          {conditions.map((words) => (
            <li key={words}>
              <InertText text={words} />
            </li>
          ))}
        </ul>
      )}
      {(from ?? until) !== undefined && (
        <p className="text-xs text-ink-3">
          {from !== undefined && (
            <>
              from <Until iso={from} />{" "}
            </>
          )}
          {until !== undefined && (
            <>
              until <Until iso={until} />
            </>
          )}
        </p>
      )}
    </div>
  );
}

const SHOWN = 4;

/** The first of a list of selectors, and how many more there are. */
export function Listed({ texts }: { texts: readonly string[] }) {
  return (
    <span title={texts.slice(0, 50).map(markedText).join("\n")}>
      {texts.slice(0, SHOWN).map((text, at) => (
        <span key={text} className="font-mono wrap-anywhere">
          {at > 0 && ", "}
          <InertText text={text} spaces />
        </span>
      ))}
      {texts.length > SHOWN && ` and ${(texts.length - SHOWN).toLocaleString("en")} more`}
    </span>
  );
}
