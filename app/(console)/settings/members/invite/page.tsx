import type { Metadata } from "next";
import { InviteForm } from "@/components/access/members/invite-form";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { requireViewer } from "@/lib/access/page-viewer";

export const metadata: Metadata = { title: "Invite somebody" };

export default async function InvitePage() {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("members:write"))
    return (
      <>
        <PageHeader title="Invite somebody" />
        <NotPermitted detail="Inviting needs the permission members:write." />
      </>
    );
  return <InviteForm />;
}
