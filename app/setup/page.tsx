import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SetupPanel } from "@/components/session/setup-panel";
import { hasOwner } from "@/lib/access/setup";
import { container } from "@/lib/container";
import { routes } from "@/lib/routes";

export const metadata: Metadata = { title: "Set-up" };

export default async function SetupPage() {
  if (await hasOwner(container().console.db)) redirect(routes.signIn());
  return <SetupPanel />;
}
