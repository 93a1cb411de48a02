import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { PermissionsAccessProvider } from "@/components/permissions/permissions-access";
import { requireViewer } from "@/lib/access/page-viewer";

export default async function PermissionsLayout({ children }: { children: React.ReactNode }) {
  const { permissions } = await requireViewer();
  if (!permissions.has("policy:read"))
    return (
      <>
        <PageHeader title="Permissions" />
        <NotPermitted detail="Seeing the policy needs the permission policy:read." />
      </>
    );
  return (
    <PermissionsAccessProvider permissions={permissions}>{children}</PermissionsAccessProvider>
  );
}
