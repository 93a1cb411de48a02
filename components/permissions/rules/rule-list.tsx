"use client";
import { ScrollText, SearchX } from "lucide-react";
import { useMemo } from "react";
import type { ListedRule } from "@/lib/policy/reach/rule-list-view";
import { FilterButton } from "../../calls/filter-button";
import { SearchBox } from "../../directory/search-box";
import { Button } from "../../ui/button";
import { DataTable } from "../../ui/data-table";
import { Menu, MenuContent, MenuTrigger } from "../../ui/menu";
import { MenuRadioGroup, MenuRadioItem } from "../../ui/menu-items";
import { StatePanel } from "../../ui/state-panel";
import { GrantDialog } from "../grant/grant-dialog";
import { listedColumns } from "./columns";
import { RuleDialog } from "./rule-dialog";
import { rulesNow, wantedRules } from "./listed-rules";
import { useRulesAddress } from "./use-rules-address";

const SHOWS = [
  { show: undefined, words: "All rules" },
  { show: "unused", words: "Not used in 90 days" },
  { show: "off", words: "Switched off" },
] as const;

/** So many stand on one page; the search finds the others. */
const MOST = 200;

/** Every rule of the document, what it was good for, and what can be done with it. */
export function RuleList({
  listed,
  text,
  now,
}: {
  listed: readonly ListedRule[];
  /** Of a draft; null for the version in force. */
  text: string | null;
  now: number;
}) {
  const [address, go] = useRulesAddress();
  const all = useMemo(() => rulesNow(listed, text, now), [listed, text, now]);
  const shown = wantedRules(all, address);
  const taken = new Set(all.map(({ id }) => id));
  return (
    <>
      <div
        role="group"
        aria-label="Which rules"
        className="flex flex-wrap items-center gap-1.5 px-3 py-2 md:px-4"
      >
        <SearchBox
          text={address.q ?? ""}
          what="Search rules"
          onText={(q) => go({ q: q || undefined, rule: undefined })}
        />
        <Menu>
          <MenuTrigger asChild>
            <FilterButton
              name={SHOWS.find(({ show }) => show === address.show)?.words ?? ""}
              count={0}
            />
          </MenuTrigger>
          <MenuContent>
            <MenuRadioGroup
              value={address.show ?? ""}
              onValueChange={(value) =>
                go({ show: value === "off" || value === "unused" ? value : undefined })
              }
            >
              {SHOWS.map(({ show, words }) => (
                <MenuRadioItem key={words} value={show ?? ""}>
                  {words}
                </MenuRadioItem>
              ))}
            </MenuRadioGroup>
          </MenuContent>
        </Menu>
        <span className="ml-auto flex gap-1.5">
          <GrantDialog taken={taken} />
          <RuleDialog taken={taken} />
        </span>
      </div>
      {shown.length === 0 ? (
        <NoRules none={all.length === 0} clear={() => go({ q: undefined, show: undefined })} />
      ) : (
        <DataTable
          label="Rules"
          columns={listedColumns({ now, open: address.rule ?? null, taken })}
          rows={shown.slice(0, MOST)}
          keyOf={({ id }) => id}
        />
      )}
      {shown.length > MOST && (
        <p role="status" className="px-3 py-2 text-xs text-ink-2 md:px-4">
          The first {MOST} of {shown.length.toLocaleString("en")} rules. Search for the others.
        </p>
      )}
    </>
  );
}

function NoRules({ none, clear }: { none: boolean; clear: () => void }) {
  if (none) {
    return (
      <StatePanel
        role="status"
        icon={<ScrollText aria-hidden />}
        title="There is no rule yet, so every call is denied"
      >
        <p>
          A rule says who may use which tool. Grant somebody access, write a rule, or set cells in
          the matrix: each begins a draft.
        </p>
      </StatePanel>
    );
  }
  return (
    <StatePanel
      role="status"
      icon={<SearchX aria-hidden />}
      title="No rule fits"
      actions={<Button onClick={clear}>Show all rules</Button>}
    />
  );
}
