"use client";
import { useMemo, useState } from "react";
import type { Change, SemanticDiff } from "@/lib/policy/diff/model";
import { ruleNames } from "@/lib/policy/rule-names";
import { Button } from "../ui/button";
import { ChangeRow } from "./change-row";
import { CHANGE_WORDS } from "./change-words";
import { SubjectName } from "./subject-name";

const FIRST_ITEMS = 8;
const FIRST_SUBJECTS = 10;

/** What each identity gains and loses, those with most changes first; with the two texts that are compared. */
export function SemanticChanges({
  diff,
}: {
  diff: SemanticDiff & { before: string; after: string };
}) {
  const names = useMemo(() => ruleNames(diff.before, diff.after), [diff.before, diff.after]);
  const [whole, setWhole] = useState(false);
  const bySubject = grouped(diff);
  const shown = whole ? bySubject : bySubject.slice(0, FIRST_SUBJECTS);
  if (bySubject.length === 0)
    return (
      <p className="text-sm text-ink-2">
        {rulesInWords(diff)} Nobody gains or loses anything by it.
      </p>
    );
  return (
    <div className="grid gap-3">
      <p className="text-sm text-ink-2">{rulesInWords(diff)}</p>
      <ul className="grid gap-2">
        {shown.map((one) => (
          <SubjectChanges key={one.subject} {...one} names={names} />
        ))}
      </ul>
      {shown.length < bySubject.length && (
        <Button size="sm" className="justify-self-start" onClick={() => setWhole(true)}>
          Show all {bySubject.length.toLocaleString("en")} identities and groups
        </Button>
      )}
      {diff.truncated && (
        <p className="text-sm font-medium">
          There is more than is shown here; replay and text show the rest.
        </p>
      )}
    </div>
  );
}

type OfSubject = {
  subject: string;
  totals: { change: Change; n: number }[];
  items: SemanticDiff["items"];
};

function SubjectChanges({
  subject,
  totals,
  items,
  names,
}: OfSubject & { names: ReadonlyMap<string, string> }) {
  const [whole, setWhole] = useState(false);
  const shown = whole ? items : items.slice(0, FIRST_ITEMS);
  const unlisted = sizeOf(totals) - items.length;
  return (
    <li className="overflow-hidden rounded-md border">
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 bg-sunken px-3 py-1.5 text-sm">
        <SubjectName subject={subject} />
        {totals.map(({ change, n }, at) => (
          <span key={change} className="text-ink-2">
            {CHANGE_WORDS[change].verb}{" "}
            <span className="font-medium text-ink tabular-nums">{n.toLocaleString("en")}</span>
            {at < totals.length - 1 && ","}
          </span>
        ))}
      </p>
      <ul className="divide-y divide-line/70 border-t not-has-[li]:hidden">
        {shown.map((item) => (
          <ChangeRow
            key={`${item.change} ${item.action} ${item.server} ${item.tool} ${item.selector}`}
            item={item}
            names={names}
          />
        ))}
      </ul>
      {shown.length < items.length && (
        <div className="border-t p-1">
          <Button size="sm" variant="ghost" onClick={() => setWhole(true)}>
            Show all {items.length.toLocaleString("en")}
          </Button>
        </div>
      )}
      {unlisted > 0 && shown.length === items.length && (
        <p className="border-t px-3 py-1.5 text-xs text-ink-3">
          {unlisted.toLocaleString("en")} {items.length === 0 ? "are" : "more are"} not listed here.
        </p>
      )}
    </li>
  );
}

function grouped({ items, totals }: SemanticDiff): OfSubject[] {
  const found = new Map<string, OfSubject>();
  for (const { subject, change, n } of totals) {
    const known = found.get(subject) ?? { subject, totals: [], items: [] };
    known.totals.push({ change, n });
    found.set(subject, known);
  }
  for (const item of items) found.get(item.subject)?.items.push(item);
  return [...found.values()].toSorted((a, b) => sizeOf(b.totals) - sizeOf(a.totals));
}

function sizeOf(totals: OfSubject["totals"]): number {
  return totals.reduce((sum, { n }) => sum + n, 0);
}

function rulesInWords({ rules: { added, removed, changed, described } }: SemanticDiff): string {
  const parts = [
    [added.length, "added"],
    [removed.length, "removed"],
    [changed.length, "changed"],
    [described.length, "described differently"],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, word]) => `${n.toLocaleString("en")} ${word}`);
  return said.length === 0 ? "No rule differs." : `Rules: ${said.join(", ")}.`;
}
