"use client";
import { Cable, LayoutDashboard, List, type LucideIcon, Settings, Users } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { Permission, Role } from "@/lib/access/model";
import { permissionsOf } from "@/lib/access/permissions";
import { routes } from "@/lib/routes";
import { cn } from "../ui/cn";

/** Without the permission `needs`, an entry would lead to a refusal only. */
type Page = { name: string; href: string; icon: LucideIcon; needs?: Permission };
type SubPage = Omit<Page, "icon">;

/** Only pages that exist. */
const PAGES: readonly Page[] = [
  { name: "Overview", href: routes.overview(), icon: LayoutDashboard, needs: "calls:read" },
  { name: "Calls", href: routes.calls(), icon: List },
  { name: "Identities", href: routes.directory(), icon: Users, needs: "directory:read" },
  { name: "Sources", href: routes.sources(), icon: Cable, needs: "sources:read" },
  { name: "Settings", href: routes.settings(), icon: Settings },
];

const SETTINGS: readonly SubPage[] = [
  { name: "Members", href: routes.members(), needs: "members:write" },
  { name: "Notifications", href: routes.notifications(), needs: "webhooks:write" },
  { name: "Admin log", href: routes.adminLog(), needs: "admin-log:read" },
  { name: "Profile", href: routes.profile() },
];

export function Navigation({ roles }: { roles: readonly Role[] }) {
  const path = usePathname();
  const held = permissionsOf(roles);
  const isMeant = ({ needs }: SubPage) => needs === undefined || held.has(needs);
  return (
    <nav aria-label="Pages" className="flex-1 overflow-auto px-2 py-1">
      <ul className="grid gap-px">
        {PAGES.filter(isMeant).map(({ name, href, icon: Icon }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={currentOf(path, href)}
              className={ENTRY}
            >
              <Icon aria-hidden className="size-4" />
              {name}
            </Link>
            {href === routes.settings() && path.startsWith(href) && (
              <ul className="mt-px grid gap-px" aria-label="Settings">
                {SETTINGS.filter(isMeant).map((page) => (
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
