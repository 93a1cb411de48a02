import { redirect } from "next/navigation";
import { requireViewer } from "@/lib/access/page-viewer";
import { callPresence } from "@/lib/calls/query";
import { container } from "@/lib/container";
import { routes } from "@/lib/routes";

/** The overview, once there are calls to look over; until then the page that says how to get some. */
export default async function HomePage() {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("calls:read")) redirect(routes.calls());
  const { newest } = await callPresence(container().console, viewer);
  redirect(newest === null ? routes.calls() : routes.overview());
}
