"use client";
import { Bell, Cable, LayoutDashboard, List, type LucideIcon, Users } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { Permission, Role } from "@/lib/access/model";
import { permissionsOf } from "@/lib/access/permissions";
import { routes } from "@/lib/routes";
import { cn } from "../ui/cn";

type Page = { name: string; href: string; icon: LucideIcon; needs?: Permission };

/** Only pages that exist. One without `needs` says itself what is missing. */
const PAGES: readonly Page[] = [
  { name: "Overview", href: routes.overview(), icon: LayoutDashboard, needs: "calls:read" },
  { name: "Calls", href: routes.calls(), icon: List },
  { name: "Identities", href: routes.directory(), icon: Users, needs: "directory:read" },
  { name: "Sources", href: routes.sources(), icon: Cable, needs: "sources:read" },
  { name: "Notifications", href: routes.notifications(), icon: Bell, needs: "webhooks:write" },
];

export function Navigation({ roles }: { roles: readonly Role[] }) {
  const path = usePathname();
  const held = permissionsOf(roles);
  const pages = PAGES.filter(({ needs }) => needs === undefined || held.has(needs));
  return (
    <nav aria-label="Pages" className="flex-1 overflow-auto px-2 py-1">
      <ul className="grid gap-px">
        {pages.map(({ name, href, icon: Icon }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={path.startsWith(href) ? "page" : undefined}
              className={cn(
                "flex h-8 items-center gap-2 rounded-md px-2 text-ink-2 hover:bg-hover hover:text-ink",
                "aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-ink",
              )}
            >
              <Icon aria-hidden className="size-4" />
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
