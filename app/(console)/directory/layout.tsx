import { DirectoryFrame } from "@/components/directory/directory-frame";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { requireViewer } from "@/lib/access/page-viewer";

export default async function DirectoryLayout({ children }: { children: React.ReactNode }) {
  const { permissions } = await requireViewer();
  if (!permissions.has("directory:read"))
    return (
      <>
        <PageHeader title="Identities" />
        <NotPermitted detail="Seeing the directory needs the permission directory:read." />
      </>
    );
  return <DirectoryFrame mayWrite={permissions.has("directory:write")}>{children}</DirectoryFrame>;
}
