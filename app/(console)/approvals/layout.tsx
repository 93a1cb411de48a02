import { ApprovalRights } from "@/components/approvals/approval-rights";
import { requireViewer } from "@/lib/access/page-viewer";

export default async function ApprovalsLayout({ children }: { children: React.ReactNode }) {
  const { permissions } = await requireViewer();
  return <ApprovalRights permissions={[...permissions]}>{children}</ApprovalRights>;
}
