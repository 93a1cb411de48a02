"use client";
import { markedText } from "@/lib/hostile-text";
import type { ListedRule } from "@/lib/policy/reach/rule-list-view";
import { conditionWords } from "@/lib/policy/rule-words";
import { Age } from "../../ui/age";
import { cn } from "../../ui/cn";
import type { Column } from "../../ui/data-table";
import { InertText } from "../../ui/inert-text";
import { Until } from "../../ui/until";
import { EffectLabel } from "../effect-label";
import { RuleActions } from "./rule-actions";
import { Listed } from "./rule-summary";

/** `open`: the rule that the address names; `taken`: ids that others have. */
export function listedColumns({
  now,
  open,
  taken,
}: {
  now: number;
  open: string | null;
  taken: ReadonlySet<string>;
}): readonly Column<ListedRule>[] {
  return [
    { head: "Rule", className: "w-full", cell: (one) => <Name one={one} open={one.id === open} /> },
    { head: "Answer", cell: ({ effect }) => <EffectLabel effect={effect} /> },
    { head: "Conditions", cell: (one) => <Conditions one={one} /> },
    { head: "Applies", cell: ({ rule, ended }) => <Times rule={rule} ended={ended} /> },
    {
      head: "Last used",
      cell: ({ lastUsed }) => <Age iso={lastUsed} now={now} never="not in 90 days" />,
    },
    {
      head: "Calls, 90 days",
      className: "text-right",
      cell: ({ calls, people }) => (
        <span className="grid leading-tight tabular-nums">
          <span>{calls.toLocaleString("en")}</span>
          <span className={calls === 0 ? "sr-only" : "text-2xs text-ink-3"}>
            {people === 1 ? "1 person" : `${people.toLocaleString("en")} people`}
          </span>
        </span>
      ),
    },
    {
      head: "Change",
      className: "text-right",
      cell: (one) => <RuleActions one={one} taken={taken} />,
    },
  ];
}

function Name({
  one: { id, rule, enabled, ended, unused },
  open,
}: {
  one: ListedRule;
  open: boolean;
}) {
  return (
    <span
      id={open ? "open-rule" : undefined}
      aria-current={open || undefined}
      className="grid max-w-[64ch] min-w-56 gap-0.5 leading-tight whitespace-normal aria-[current]:rounded aria-[current]:bg-selected aria-[current]:px-1.5 aria-[current]:py-1"
    >
      <span className="flex flex-wrap items-center gap-1.5">
        <span
          title={markedText(id)}
          className={cn("min-w-0 font-medium wrap-anywhere", (!enabled || ended) && "text-ink-3")}
        >
          <InertText text={rule.name ?? id} spaces />
        </span>
        {!enabled && <Badge>off</Badge>}
        {ended && <Badge>ended</Badge>}
        {enabled && !ended && unused && <Badge>unused</Badge>}
        {rule.origin === "matrix" && <Badge>matrix</Badge>}
      </span>
      <span className="text-xs text-ink-3">
        <Listed texts={rule.subjects} />
        {rule.except.length > 0 && (
          <>
            {" "}
            except <Listed texts={rule.except} />
          </>
        )}
        {" on "}
        <Listed texts={rule.resources} />
      </span>
    </span>
  );
}

function Badge({ children }: { children: string }) {
  return (
    <span className="rounded border border-line-strong px-1 text-2xs leading-4 text-ink-2">
      {children}
    </span>
  );
}

const SHOWN = 3;

function Conditions({ one: { rule } }: { one: ListedRule }) {
  const words = conditionWords(rule);
  if (words.length === 0) return <span className="text-ink-3">none</span>;
  const more = words.length - SHOWN;
  return (
    <ul
      title={words.map(markedText).join("\n")}
      className="grid max-w-72 min-w-40 text-xs leading-tight whitespace-normal"
    >
      {words.slice(0, SHOWN).map((one) => (
        <li key={one} className="wrap-anywhere">
          <InertText text={one} />
        </li>
      ))}
      {more > 0 && <li className="text-ink-3">and {more} more</li>}
    </ul>
  );
}

function Times({ rule: { from, until }, ended }: { rule: ListedRule["rule"]; ended: boolean }) {
  if (from === undefined && until === undefined) return <span className="text-ink-3">always</span>;
  return (
    <span className="grid text-xs leading-tight">
      {from !== undefined && (
        <span>
          from <Until iso={from} />
        </span>
      )}
      {until !== undefined && (
        <span>
          {ended ? "ended " : "until "}
          <Until iso={until} />
        </span>
      )}
    </span>
  );
}
