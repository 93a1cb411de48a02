"use client";
import { Upload } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { routes } from "@/lib/routes";
import { PageHeader } from "../layout/page-header";
import { DIRECTORY_PAGES } from "../layout/pages";
import { buttonStyle } from "../ui/button-style";
import { WriteAccessProvider } from "./write-access";

/** On a phone the current section may be beside the screen. */
const bringIntoView = (link: HTMLElement | null) =>
  link?.scrollIntoView({ inline: "center", block: "nearest" });

/** What every page of the directory has around it: title, import, and the way to the others. */
export function DirectoryFrame({
  mayWrite,
  children,
}: {
  mayWrite: boolean;
  children: React.ReactNode;
}) {
  const path = usePathname();
  return (
    <WriteAccessProvider mayWrite={mayWrite}>
      <PageHeader title="Identities">
        <Link href={routes.directoryImport()} className={buttonStyle({})}>
          <Upload aria-hidden className="size-4 text-ink-3" />
          Import CSV
        </Link>
      </PageHeader>
      <nav aria-label="Identities" className="shrink-0 overflow-x-auto border-b px-1 md:px-2">
        <ul className="flex">
          {DIRECTORY_PAGES.map(({ name, href }) => (
            <li key={href}>
              <Link
                ref={path.startsWith(href) ? bringIntoView : null}
                href={href}
                aria-current={path.startsWith(href) ? "page" : undefined}
                className="flex h-9 items-center border-b-2 border-transparent px-2 whitespace-nowrap text-ink-2 hover:text-ink focus-visible:outline-offset-[-2px] aria-[current]:border-ink aria-[current]:font-medium aria-[current]:text-ink"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-h-0 flex-1 overflow-auto">{children}</div>
    </WriteAccessProvider>
  );
}
