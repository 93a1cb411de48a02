"use client";
import {
  Cable,
  Gavel,
  Hand,
  LayoutDashboard,
  Wrench,
  List,
  type LucideIcon,
  Settings,
  ShieldCheck,
  Users,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { Role } from "@/lib/access/model";
import { permissionsOf } from "@/lib/access/permissions";
import { routes } from "@/lib/routes";
import { WaitingApprovals } from "../approvals/waiting-approvals";
import { WaitingTools } from "../catalog/waiting-tools";
import { cn } from "../ui/cn";
import {
  APPROVALS,
  CALLS,
  CATALOG,
  DECISIONS,
  IDENTITIES,
  OVERVIEW,
  type Page,
  PERMISSIONS,
  SETTINGS,
  SETTINGS_PAGES,
  SOURCES,
} from "./pages";

const ENTRIES: readonly (Page & { icon: LucideIcon })[] = [
  { ...OVERVIEW, icon: LayoutDashboard },
  { ...CALLS, icon: List },
  { ...IDENTITIES, icon: Users },
  { ...PERMISSIONS, icon: ShieldCheck },
  { ...CATALOG, icon: Wrench },
  { ...APPROVALS, icon: Hand },
  { ...DECISIONS, icon: Gavel },
  { ...SOURCES, icon: Cable },
  { ...SETTINGS, icon: Settings },
];

export function Navigation({ roles }: { roles: readonly Role[] }) {
  const path = usePathname();
  const held = permissionsOf(roles);
  const isMeant = ({ needs }: Page) => needs === undefined || held.has(needs);
  return (
    <nav aria-label="Pages" className="flex-1 overflow-auto px-2 py-1">
      <ul className="grid gap-px">
        {ENTRIES.filter(isMeant).map(({ name, href, icon: Icon }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={currentOf(path, href)}
              className={ENTRY}
            >
              <Icon aria-hidden className="size-4" />
              {name}
              {href === routes.catalog() && <WaitingTools />}
              {href === routes.approvals() && <WaitingApprovals />}
            </Link>
            {href === routes.settings() && path.startsWith(href) && (
              <ul className="mt-px grid gap-px" aria-label="Settings">
                {SETTINGS_PAGES.filter(isMeant).map((page) => (
                  <li key={page.href}>
                    <Link
                      href={page.href}
                      prefetch={false}
                      aria-current={path.startsWith(page.href) ? "page" : undefined}
                      className={cn(ENTRY, "pl-8")}
                    >
                      {page.name}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

const ENTRY = cn(
  "flex h-8 items-center gap-2 rounded-md px-2 text-ink-2 hover:bg-hover hover:text-ink",
  "aria-[current=page]:bg-hover aria-[current]:font-medium aria-[current]:text-ink",
);

/** "page" for the section's own page; "true" for the section of a page with an entry of its own. */
function currentOf(path: string, href: string): "page" | "true" | undefined {
  if (!path.startsWith(href)) return undefined;
  return href === routes.settings() && path !== href ? "true" : "page";
}
