"use client";
import { usePathname } from "next/navigation";
import { INBOX_TABS, type InboxTab } from "@/lib/approvals/address";
import { routes } from "@/lib/routes";
import { APPROVAL_PAGES } from "../layout/pages";
import { PageHeader } from "../layout/page-header";
import { TabLinks } from "../layout/tab-links";
import { useRights } from "./approval-rights";
import { TAB_WORDS } from "./words";

/** The title of every page of approvals, and the ways between them: the inbox first. */
export function ApprovalsHeader({
  tab,
  waiting,
  children,
}: {
  /** Of the inbox; left out on the other pages. */
  tab?: InboxTab;
  /** How much waits for the reader, where it is known. */
  waiting?: number | undefined;
  children?: React.ReactNode;
}) {
  const path = usePathname();
  const may = useRights();
  return (
    <>
      <PageHeader title="Approvals">{children}</PageHeader>
      <TabLinks
        label="Approvals by where they stand, and what belongs to them"
        tabs={[
          ...INBOX_TABS.map((one) => ({
            name: TAB_WORDS[one],
            href: routes.approvals({ tab: one === "mine" ? undefined : one }),
            current: one === tab,
            ...(one === "mine" && waiting !== undefined && { count: waiting }),
          })),
          ...APPROVAL_PAGES.filter(({ needs }) => needs === undefined || may.has(needs)).map(
            ({ name, href }) => ({ name, href, current: path === href }),
          ),
        ]}
      />
    </>
  );
}
