"use client";
import { usePathname } from "next/navigation";
import { PageHeader } from "../layout/page-header";
import { PERMISSION_PAGES } from "../layout/pages";
import { TabLinks } from "../layout/tab-links";

/** What stands above every list of this section: its title, what can be done here, the way to the others. */
export function PermissionsHeader({ children }: { children?: React.ReactNode }) {
  const path = usePathname();
  return (
    <>
      <PageHeader title="Permissions">{children}</PageHeader>
      <TabLinks
        label="Permissions"
        tabs={PERMISSION_PAGES.map(({ name, href }) => ({
          name,
          href,
          current: path.startsWith(href),
        }))}
      />
    </>
  );
}
