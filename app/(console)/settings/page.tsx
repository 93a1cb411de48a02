import { redirect } from "next/navigation";
import { requireViewer } from "@/lib/access/page-viewer";
import { routes } from "@/lib/routes";

/** The first of the pages that the member may see. */
export default async function SettingsPage() {
  const { permissions } = await requireViewer();
  if (permissions.has("members:write")) redirect(routes.members());
  redirect(permissions.has("admin-log:read") ? routes.adminLog() : routes.profile());
}
