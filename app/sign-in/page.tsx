import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CompanyButton } from "@/components/session/company-button";
import { EntryPanel } from "@/components/session/entry-panel";
import { OrLine } from "@/components/session/or-line";
import { SignInForm } from "@/components/session/sign-in-form";
import { Notice } from "@/components/ui/notice";
import { currentViewer } from "@/lib/access/page-viewer";
import { refusalWords } from "@/lib/access/refusals";
import { container } from "@/lib/container";
import { nextPath } from "@/lib/next-path";
import { routes } from "@/lib/routes";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const parameters = await searchParams;
  const next = nextPath(parameters["next"], routes.home());
  const company = container().env.oidc !== undefined;
  // `error` is the sign-in library's own: a provider that did not answer, a state that does not fit.
  const refused = parameters["refused"] ?? (company ? parameters["error"] : undefined);
  // Whoever is signed in and was refused as somebody else is told so, and not sent on silently.
  if (refused === undefined && (await currentViewer())) redirect(next);
  return (
    <EntryPanel
      title="Sign in"
      lead={
        company
          ? "With your company account, or the account that an owner made for you."
          : "With the account that an owner made for you."
      }
    >
      {typeof refused === "string" && <Notice>{refusalWords(refused)}</Notice>}
      {company && (
        <>
          <CompanyButton next={next} />
          <OrLine>or with a password</OrLine>
        </>
      )}
      <SignInForm next={next} focus={!company} />
    </EntryPanel>
  );
}
