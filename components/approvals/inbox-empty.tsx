"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Cable, Check, History, SearchX, UserRoundX } from "lucide-react";
import Link from "next/link";
import type { InboxTab } from "@/lib/approvals/address";
import type { ApprovalsPage } from "@/lib/approvals/view";
import { presenceOptions } from "@/lib/calls/options";
import { type ApprovalsAddress, routes } from "@/lib/routes";
import { useMay } from "./approval-rights";
import { Button } from "../ui/button";
import { buttonStyle } from "../ui/button-style";
import { StatePanel } from "../ui/state-panel";
import type { Go } from "./use-inbox-address";

type Props = { tab: InboxTab; page: ApprovalsPage; address: ApprovalsAddress; go: Go };

/** Why a tab has nothing: no gateway to ask, no page there, nobody who decides, or nothing that waits. */
export function InboxEmpty(props: Props) {
  const why = <Why {...props} />;
  return useMay("calls:read") ? <UnlessNoSource>{why}</UnlessNoSource> : why;
}

function UnlessNoSource({ children }: { children: React.ReactNode }) {
  const { data: presence } = useSuspenseQuery(presenceOptions());
  if (presence.sources > 0) return children;
  return (
    <StatePanel
      role="status"
      icon={<Cable aria-hidden />}
      title="No source is connected yet"
      actions={
        <Link href={routes.sources()} className={buttonStyle({})}>
          Look at the sources
        </Link>
      }
    >
      <p>
        Calls wait here once a gateway asks before it forwards them, and a rule says that people
        decide.
      </p>
    </StatePanel>
  );
}

function Why({ tab, page, address, go }: Props) {
  if (address.cursor !== undefined)
    return (
      <StatePanel
        role="status"
        icon={<SearchX aria-hidden />}
        title="Nothing is left on this page"
        actions={<Button onClick={() => go({ cursor: undefined })}>First page</Button>}
      />
    );
  if (tab === "decided" || tab === "expired") return <NothingOver tab={tab} />;
  if (!page.viewer.approver) return <NotAnApprover />;
  if (!page.viewer.linked) return <NotLinked />;
  return (
    <StatePanel role="status" icon={<Check aria-hidden />} title={NOTHING[tab]}>
      <p>
        When an agent asks for a call that a rule wants you or one of your groups to confirm, it
        appears here by itself, and the channels of Settings tell you. If nobody decides in time, it
        denies itself.
      </p>
      {tab === "mine" && (
        <p>
          <Link
            href={routes.approvals({ tab: "groups" })}
            className="underline underline-offset-2 hover:text-ink"
          >
            What waits for your groups
          </Link>{" "}
          also has what you have decided, or may not decide yourself.
        </p>
      )}
    </StatePanel>
  );
}

const NOTHING = {
  mine: "Nothing waits for you",
  groups: "Nothing waits for your groups",
} as const;

function NothingOver({ tab }: { tab: "decided" | "expired" }) {
  return (
    <StatePanel
      role="status"
      icon={<History aria-hidden />}
      title={tab === "decided" ? "Nothing has been decided yet" : "Nothing has expired"}
    >
      <p>
        {tab === "decided"
          ? "What somebody approves, denies or takes back is kept here, with who decided and why."
          : "What nobody decides in time denies itself, and is kept here."}
      </p>
    </StatePanel>
  );
}

function NotAnApprover() {
  return (
    <StatePanel role="status" icon={<UserRoundX aria-hidden />} title="You are not an approver">
      <p>
        Calls are confirmed by members with the role approver, and an owner can give it to you. What
        others decided is under{" "}
        <Link
          href={routes.approvals({ tab: "decided" })}
          className="underline underline-offset-2 hover:text-ink"
        >
          Decided
        </Link>
        .
      </p>
    </StatePanel>
  );
}

function NotLinked() {
  return (
    <StatePanel
      role="status"
      icon={<UserRoundX aria-hidden />}
      title="You are linked to no person of the directory"
      actions={
        <Link href={routes.profile()} className={buttonStyle({})}>
          Your profile
        </Link>
      }
    >
      <p>
        Nobody confirms their own call: so it must be known who you are. Ask an owner to link your
        membership to your person; what waits for you appears here then.
      </p>
    </StatePanel>
  );
}
