"use client";
import { Tabs } from "radix-ui";
import { cn } from "../../ui/cn";
import { TAB } from "../../ui/tab-style";

export const DRAWER_TABS = [
  { key: "answer", name: "Answer" },
  { key: "payload", name: "Arguments and result" },
  { key: "policy", name: "Policy" },
  { key: "session", name: "Session" },
  { key: "raw", name: "Raw record" },
  { key: "proof", name: "Proof" },
] as const;
export type DrawerTab = (typeof DRAWER_TABS)[number]["key"];

/** The tab that the address names; the answer where it names none that there is. */
export function drawerTab(name: string | undefined): DrawerTab {
  return DRAWER_TABS.find(({ key }) => key === name)?.key ?? "answer";
}

/** The names of the parts; below them the one that is shown. */
export function DrawerTabs({
  of,
  tab,
  onTab,
  children,
}: {
  /** The call: another one, and another part, begins at its top. */
  of: string;
  tab: DrawerTab;
  onTab: (tab: DrawerTab) => void;
  children: React.ReactNode;
}) {
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(key) => onTab(drawerTab(key))}
      className="flex min-h-0 flex-1 flex-col"
    >
      <Tabs.List
        aria-label="Parts of the call"
        className="flex shrink-0 overflow-x-auto border-b bg-surface px-2 [scrollbar-width:none]"
      >
        {DRAWER_TABS.map(({ key, name }) => (
          <Tabs.Trigger key={key} value={key} className={cn(TAB, "h-9")}>
            {name}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content
        key={`${of} ${tab}`}
        value={tab}
        aria-labelledby={undefined}
        aria-label="Details of the call"
        data-scrolls
        className="min-h-0 flex-1 overflow-auto overscroll-contain focus-visible:outline-offset-[-2px]"
      >
        {children}
      </Tabs.Content>
    </Tabs.Root>
  );
}
