import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EntryPanel } from "@/components/session/entry-panel";
import { SignInForm } from "@/components/session/sign-in-form";
import { currentViewer } from "@/lib/access/page-viewer";
import { nextPath } from "@/lib/next-path";
import { routes } from "@/lib/routes";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const next = nextPath((await searchParams)["next"], routes.home());
  if (await currentViewer()) redirect(next);
  return (
    <EntryPanel title="Sign in" lead="With the account that an owner made for you.">
      <SignInForm next={next} />
    </EntryPanel>
  );
}
