import type { Metadata } from "next";
import { InvitationPanel } from "@/components/session/invitation-panel";

export const metadata: Metadata = { title: "Invitation" };

export default function InvitationPage() {
  return <InvitationPanel />;
}
