"use client";
import { Tabs } from "radix-ui";
import { useState } from "react";
import type { ApprovalDetail } from "@/lib/approvals/view";
import { Part } from "../outcome/part";
import { CallerTab } from "./caller-tab";
import { PolicyTab } from "./policy-tab";
import { SessionTab } from "./session-tab";
import { SimilarTab } from "./similar-tab";
import { cn } from "../../ui/cn";
import { TAB } from "../../ui/tab-style";

const TABS = [
  { key: "session", name: "Session", Content: SessionTab },
  { key: "similar", name: "Similar calls", Content: SimilarTab },
  { key: "policy", name: "Policy", Content: PolicyTab },
  { key: "caller", name: "Caller", Content: CallerTab },
] as const;

/** What is known around the held call. A part is asked for when it is first looked at. */
export function ContextTabs({ detail }: { detail: ApprovalDetail }) {
  const [tab, setTab] = useState<string>("session");
  return (
    <Part title="Around this call">
      <Tabs.Root value={tab} onValueChange={setTab} className="overflow-hidden rounded-lg border">
        <Tabs.List
          aria-label="Around this call"
          className="flex overflow-x-auto border-b bg-surface px-1 [scrollbar-width:none]"
        >
          {TABS.map(({ key, name }) => (
            <Tabs.Trigger key={key} value={key} className={cn(TAB, "h-10")}>
              {name}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {TABS.map(({ key, Content }) => (
          <Tabs.Content
            key={key}
            value={key}
            className="grid min-h-40 grid-cols-[minmax(0,1fr)] content-start gap-4 p-3 focus-visible:outline-offset-[-2px]"
          >
            <Content detail={detail} />
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Part>
  );
}
