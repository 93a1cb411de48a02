"use client";
import { useQuery } from "@tanstack/react-query";
import { ShieldBan } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import type { Cell } from "@/lib/policy/cells/cell";
import { toolSelector } from "@/lib/policy/edit/matrix-rule";
import type { Rule } from "@/lib/policy/model";
import { draftOptions, versionOptions } from "@/lib/policy/options";
import { recentPolicy } from "@/lib/policy/edit/recent-policy";
import { routes } from "@/lib/routes";
import { Button } from "../../ui/button";
import { InertText } from "../../ui/inert-text";
import { Skeleton } from "../../ui/skeleton";
import { usePolicyEditing } from "../edits/policy-editing";
import { useShownText } from "../edits/use-shown-text";
import { RuleForm } from "../rules/rule-form";
import type { Above } from "./above-words";
import type { Active } from "./active-cell";
import type { ToolRow } from "./rows";
import { RuleSummary } from "../rules/rule-summary";

export type Which = { draft: string | null; version: number };

/** The rules that decide a cell, with their conditions in words. */
export function CellDetails({
  which,
  cell,
  before,
  usage,
  active: { tools, columns, above },
  close,
}: {
  which: Which;
  cell: Cell;
  /** What is selected: a rule of its own can be written for it. */
  active: Active;
  close: () => void;
  /** What it said before the draft, where that is something else. */
  before: string | null;
  usage: string | null;
}) {
  const rules = useRules(which);
  const { refusal } = usePolicyEditing();
  const [writing, setWriting] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone: whoever writes by keyboard goes on in the form.
  useEffect(() => {
    if (writing) form.current?.querySelector("input")?.focus();
  }, [writing]);
  const deciding = rules?.filter(({ id }) => cell.ruleIds.includes(id));
  if (writing && rules) {
    const start = {
      id: "",
      subjects: columns.map(({ subject }) => subject),
      resources: tools.map(({ server, tool }) => toolSelector(server, tool[0])),
      effect: cell.effects[0] ?? "allow",
    };
    return (
      <div ref={form}>
        <RuleForm start={start} taken={new Set(rules.map(({ id }) => id))} close={close} />
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      {above !== null && (
        <AboveNote above={above} tool={tools.length === 1 ? tools[0] : undefined} />
      )}
      {usage !== null && (
        <p className="text-sm text-ink-2">
          <InertText text={usage} />
        </p>
      )}
      {before !== null && (
        <p className="text-sm text-ink-2">
          Before this draft: <InertText text={before} />
        </p>
      )}
      {cell.ruleIds.length === 0 && (
        <p className="text-base">No rule speaks of it. A call would be denied.</p>
      )}
      {deciding === undefined && cell.ruleIds.length > 0 && <Skeleton className="h-20" />}
      <ul className="grid gap-2">
        {deciding?.map((rule) => (
          <li key={rule.id}>
            <RuleSummary rule={rule} draft={which.draft} />
          </li>
        ))}
      </ul>
      <div className="flex justify-end">
        <Button
          disabledReason={refusal ?? (rules ? null : "The rules are being read…")}
          onClick={() => setWriting(true)}
        >
          Write a rule with conditions for this
        </Button>
      </div>
    </div>
  );
}

/** What denies it whatever stands below, and where that can be read and ended. */
function AboveNote({ above, tool }: { above: Above; tool: ToolRow | undefined }) {
  return (
    <p className="flex items-start gap-2 rounded-md border border-line-strong px-3 py-2 text-sm font-medium">
      <ShieldBan aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        {above.words}{" "}
        {above.blocked && (
          <Link href={routes.blocks()} className="font-normal underline underline-offset-2">
            Blocks
          </Link>
        )}{" "}
        {above.held && tool?.tool[1] && (
          <Link
            href={routes.tool(tool.tool[1])}
            className="font-normal underline underline-offset-2"
          >
            In the catalog
          </Link>
        )}
      </span>
    </p>
  );
}

/** Of the text that is shown; undefined until it is there. */
function useRules({ draft, version }: Which): Rule[] | undefined {
  const ofDraft = useQuery({ ...draftOptions(draft ?? ""), enabled: draft !== null });
  const ofVersion = useQuery({
    ...versionOptions(version),
    enabled: draft === null && version > 0,
  });
  const shown = useShownText(ofDraft.data ?? { id: "", document: "" });
  const text =
    draft === null && version === 0
      ? NOTHING
      : draft === null
        ? ofVersion.data?.document
        : ofDraft.data && shown;
  if (text === undefined) return undefined;
  const read = recentPolicy(text);
  return read.ok ? read.policy.rules : [];
}

const NOTHING = '{"rules":[]}';
