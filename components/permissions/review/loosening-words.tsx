"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { DraftView } from "@/lib/policy/drafts/model";
import type { DraftReview } from "@/lib/policy/guard/review-view";
import { versionOptions } from "@/lib/policy/options";
import { ruleIds, ruleNames } from "@/lib/policy/rule-names";
import { InertText } from "../../ui/inert-text";
import { ActorName } from "../actor-name";
import { RuleName } from "../rule-name";

const SHOWN = 5;
const CHANGES = { added: "is new", removed: "goes", changed: "changes" } as const;

/** Which rules let an author, or a group of theirs, do more. */
export function LooseningWords({
  review: { loosens, unknownAuthors },
  draft: { base, document },
}: {
  review: DraftReview;
  draft: DraftView;
}) {
  // A rule that goes is named by what the draft was made from.
  const { data: before } = useQuery({ ...versionOptions(base), enabled: base > 0 });
  const names = useMemo(() => ruleNames(before?.document ?? "", document), [before, document]);
  const inBoth = useMemo(() => {
    const [old, now] = [ruleIds(before?.document ?? ""), ruleIds(document)];
    return new Set([...now].filter((id) => old.has(id)));
  }, [before, document]);
  const rules = byRule(loosens, inBoth);
  return (
    <ul className="grid gap-1 text-xs text-ink-2">
      {rules.slice(0, SHOWN).map(({ ruleId, change, whose }) => (
        <li key={ruleId} className="wrap-anywhere">
          <RuleName id={ruleId} names={names} /> {CHANGES[change]} and lets{" "}
          {whose.map((one, at) => (
            <span key={`${one.author} ${one.whose}`}>
              {at > 0 && ", "}
              {one.whose === "author" ? (
                <ActorName name={one.author} />
              ) : (
                <>
                  <InertText text={one.whose} /> (with <ActorName name={one.author} />)
                </>
              )}
            </span>
          ))}{" "}
          do more
        </li>
      ))}
      {rules.length > SHOWN && <li>and {rules.length - SHOWN} more rules</li>}
      {unknownAuthors.map((author) => (
        <li key={author} className="font-medium wrap-anywhere">
          Nobody knows who <ActorName name={author} /> is at the gateways, so any rule could be
          theirs: link the member to a person.
        </li>
      ))}
    </ul>
  );
}

type Loosens = DraftReview["loosens"];
type OfRule = {
  ruleId: string;
  change: keyof typeof CHANGES;
  whose: { author: string; whose: string }[];
};

/** A rule that changes is removed and added, and either may be what lets somebody do more. */
function byRule(loosens: Loosens, inBoth: ReadonlySet<string>): OfRule[] {
  return [...new Set(loosens.map(({ ruleId }) => ruleId))].map((ruleId) => {
    const found = loosens.filter((one) => one.ruleId === ruleId);
    const known = new Map(found.map((one) => [`${one.author} ${one.whose}`, one]));
    const [first] = found;
    return {
      ruleId,
      change: first === undefined || inBoth.has(ruleId) ? "changed" : first.change,
      whose: [...known.values()],
    };
  });
}
